/*
 * Five minutes of bitrate: capacity is the road, what was sent the traffic, the target the lid. Below, a lane for
 * lost frames, slate, privacy and off air. What was not known is not drawn.
 */
import { css, pen, root } from './dom.js';
import { words } from './words.js';

const SECONDS = 300;
const LANE = 8;
const FOOT = 13;
/* lid of the scale in Mb/s, and the step of its lines */
const SCALES = [[3, 1], [6, 2], [9, 3], [12, 4], [18, 6], [24, 8], [36, 12], [60, 20]];

export class Chart {
  #canvas;
  #ring = new Array(SECONDS).fill(null);
  #second = null;

  constructor(canvas) {
    this.#canvas = canvas;
  }

  /** Time goes on, heard or not. Returns whether a new second has begun. */
  advance(second) {
    if (this.#second === second) return false;
    const from = this.#second === null || second - this.#second >= SECONDS ? second - SECONDS + 1 : this.#second + 1;
    for (let s = from; s <= second; s++) this.#ring[s % SECONDS] = null;
    this.#second = second;
    return true;
  }

  /** Notes what is so in this second: {sent, target, capacity} in bit/s or null, lane: slate|privacy|off|null, lost: boolean. */
  note(second, sample) {
    this.advance(second);
    // events come a second apart, not on the second: what was so a moment ago fills the one that fell between two
    const missed = second - 1;
    if (this.#ring[missed % SECONDS] === null && this.#ring[(missed - 1) % SECONDS]) {
      this.#ring[missed % SECONDS] = { ...this.#ring[(missed - 1) % SECONDS], lost: false };
    }
    const before = this.#ring[second % SECONDS];
    this.#ring[second % SECONDS] = { ...sample, lost: sample.lost || before?.lost === true };
  }

  draw() {
    if (this.#second === null) return;
    const { g, w, h } = pen(this.#canvas);
    if (w < 20 || h < 20) return;
    const past = Array.from({ length: SECONDS }, (_, i) => this.#ring[(this.#second + 1 + i) % SECONDS]);
    const plotHeight = h - LANE - FOOT - 2;
    const [top, step] = scale(past);
    const x = (i) => (i / (SECONDS - 1)) * w;
    const y = (bits) => plotHeight - (Math.min(bits / 1e6, top) / top) * (plotHeight - 2);
    const paint = { g, w, h, past, plotHeight, x, y };
    area(paint, 'capacity', css('--road'));
    trace(paint, 'capacity', css('--fg3'), 1, 0);
    area(paint, 'sent', css('--traffic'));
    lines(paint, top, step);
    trace(paint, 'target', css('--bg'), 4, -2);
    trace(paint, 'target', css('--fg'), 2, -2);
    lane(paint);
    legends(paint, top, step);
  }
}

function scale(past) {
  let most = 0;
  for (const p of past) if (p) most = Math.max(most, p.sent ?? 0, p.target ?? 0, p.capacity ?? 0);
  return SCALES.find(([top]) => (most / 1e6) * 1.04 <= top) ?? SCALES.at(-1);
}

/* The stretches in which a value is known, as [from, to] indices. */
function stretches(past, test) {
  const found = [];
  past.forEach((p, i) => {
    if (!p || !test(p)) return;
    const last = found.at(-1);
    if (last && last[1] === i - 1) last[1] = i;
    else found.push([i, i]);
  });
  return found;
}
const has = (key) => (p) => p[key] !== null && p[key] !== undefined;

function area({ g, past, x, y, plotHeight }, key, fill) {
  g.fillStyle = fill;
  for (const [from, to] of stretches(past, has(key))) {
    g.beginPath();
    g.moveTo(x(from), plotHeight);
    for (let i = from; i <= to; i++) g.lineTo(x(i), y(past[i][key]));
    g.lineTo(Math.max(x(to), x(from) + 1), plotHeight);
    g.fill();
  }
}

function trace({ g, past, x, y }, key, stroke, width, lift) {
  g.strokeStyle = stroke;
  g.lineWidth = width;
  g.beginPath();
  for (const [from, to] of stretches(past, has(key))) {
    g.moveTo(x(from), y(past[from][key]) + lift);
    for (let i = from + 1; i <= to; i++) {
      if (key === 'target') g.lineTo(x(i), y(past[i - 1][key]) + lift);
      g.lineTo(x(i), y(past[i][key]) + lift);
    }
  }
  g.stroke();
}

function lines({ g, w, y }, top, step) {
  g.globalAlpha = 0.45;
  g.fillStyle = css('--fg2');
  for (let v = 0; v < top; v += step) g.fillRect(0, Math.round(y(v * 1e6)), w, 1);
  g.globalAlpha = 1;
}

function lane({ g, w, past, plotHeight, x }) {
  const y = plotHeight + 2;
  g.fillStyle = css('--line');
  g.fillRect(0, plotHeight + LANE / 2 + 1, w, 1);
  for (const kind of ['off', 'slate', 'privacy']) {
    for (const [from, to] of stretches(past, (p) => p.lane === kind)) {
      const left = x(from);
      const width = Math.max(4, x(to) - left);
      if (kind === 'off') hatch(g, left, y, width);
      else {
        g.fillStyle = css(kind === 'privacy' ? '--privacy' : '--fg');
        g.fillRect(left, y, width, LANE);
      }
    }
  }
  past.forEach((p, i) => {
    if (!p?.lost) return;
    g.fillStyle = css('--caution');
    g.beginPath();
    g.moveTo(x(i), y);
    g.lineTo(x(i) + 4.5, y + LANE);
    g.lineTo(x(i) - 4.5, y + LANE);
    g.closePath();
    g.fill();
    if (root.dataset.light === 'day') {
      g.strokeStyle = css('--fg');
      g.lineWidth = 1;
      g.stroke();
    }
  });
}

function hatch(g, left, y, width) {
  g.strokeStyle = css('--fg2');
  g.lineWidth = 1;
  g.strokeRect(left + 0.5, y + 0.5, width - 1, LANE - 1);
  g.save();
  g.beginPath();
  g.rect(left, y, width, LANE);
  g.clip();
  g.beginPath();
  for (let k = left - LANE; k < left + width; k += 5) {
    g.moveTo(k, y + LANE);
    g.lineTo(k + LANE, y);
  }
  g.stroke();
  g.restore();
}

function legends({ g, w, h, y }, top, step) {
  g.font = `600 10px ${css('--sans')}`;
  g.textBaseline = 'alphabetic';
  g.fillStyle = css('--fg2');
  words.minutes.forEach((minute, i, all) => {
    g.textAlign = i === 0 ? 'left' : i === all.length - 1 ? 'right' : 'center';
    g.fillText(minute, (i / (all.length - 1)) * w, h - 2);
  });
  g.textAlign = 'left';
  for (let v = step; v < top; v += step) {
    const name = String(v);
    g.fillStyle = css('--bg');
    g.fillRect(0, y(v * 1e6) - 6, g.measureText(name).width + 4, 13);
    g.fillStyle = css('--fg');
    g.fillText(name, 2, y(v * 1e6) + 4);
  }
}
