/* The ten lamps of the board, drawn as the mark: 0 to 4 down the left, 5 to 9 up the right, as on the strap. */
import { css, root, still } from './dom.js';

const STEP_MILLIS = 110;
const none = Array(10).fill(null);
const lit = (f) => none.map((_, i) => f(i));
const MOVING = new Set(['starting', 'stopping', 'reconnecting', 'fault', 'stale', 'pair']);

/** Which colour each lamp shows at a step of the pattern; null is dark. */
export function pattern(state, step, onAir) {
  switch (state) {
    case 'idle': return lit((i) => (i === 0 || i === 9 ? '--fg' : null));
    case 'starting':
    case 'stopping': return lit((i) => ((i + 10 - (step % 10)) % 10 < 3 ? '--live' : null));
    case 'live': return lit(() => '--live');
    case 'hot': return lit((i) => (i > 2 && i < 7 ? '--caution' : '--live'));
    case 'reconnecting': return lit((i) => ((i + 10 - (step % 10)) % 5 < 2 ? '--caution' : null));
    case 'slate': return lit((i) => (i % 2 ? '--fg' : '--live'));
    case 'privacy': return lit((i) => (i === 0 || i === 9 ? (onAir ? '--live' : null) : '--privacy'));
    case 'fault': return lit((i) => (i < 5 === (Math.floor((step * STEP_MILLIS) / 250) % 2 === 0) ? '--caution' : null));
    case 'pair': return lit((i) => (i === Math.floor((step * STEP_MILLIS) / 260) % 10 ? null : '--fg'));
    default: {
      const there = step % 18;
      const lamp = there < 10 ? there : 18 - there;
      return lit((i) => (i === lamp ? '--fg' : null));
    }
  }
}

const rings = [...document.querySelectorAll('.ring')];
for (const ring of rings) {
  for (let i = 0; i < 10; i++) {
    const angle = ((i < 5 ? 11 - i : 10 - i) * Math.PI) / 6;
    const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    dot.setAttribute('cx', (18 + 14 * Math.sin(angle)).toFixed(2));
    dot.setAttribute('cy', (18 - 14 * Math.cos(angle)).toFixed(2));
    dot.setAttribute('r', '2.9');
    dot.setAttribute('stroke-width', '1.2');
    ring.append(dot);
  }
}

let shown = { state: 'stale', onAir: null };
let step = 0;
let timer = 0;

function draw() {
  const dark = css('--line');
  const colours = pattern(shown.state, still.matches ? 0 : step, shown.onAir).map((name) => name && css(name));
  for (const ring of rings) {
    [...ring.children].forEach((dot, i) => {
      dot.setAttribute('fill', colours[i] ?? 'none');
      dot.setAttribute('stroke', colours[i] ?? dark);
    });
  }
}

/** Shows a state. Only what moves on the board moves here, and nothing does for those who ask for little motion. */
export function showLamps(state, onAir) {
  if (state !== shown.state || onAir !== shown.onAir) {
    shown = { state, onAir };
    root.dataset.lamps = state;
    draw();
  }
  const moves = MOVING.has(state) && !still.matches && !document.hidden;
  if (moves && !timer) {
    timer = setInterval(() => {
      step++;
      draw();
    }, STEP_MILLIS);
  } else if (!moves && timer) {
    clearInterval(timer);
    timer = 0;
    step = 0;
    draw();
  }
}

draw();

/** Draws again, after the colours have changed. */
export const redrawLamps = draw;
