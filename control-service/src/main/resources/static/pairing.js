/* A code for another phone: asked for by one that is paired, shown as a square, a link and eight characters. */
import { call } from './api.js';
import { make } from './dom.js';
import { words } from './words.js';

const w = words.set;

export async function pairOther(button, place) {
  button.disabled = true;
  const answer = await call('POST', '/api/pair/code');
  button.disabled = false;
  if (!answer.ok) {
    place.replaceChildren(make('p', { class: 'err' }, answer.sentence));
    return;
  }
  const { code, link, validSeconds, square } = answer.body;
  place.replaceChildren(
    make('p', { class: 'dim' }, validSeconds ? w.pairOne(Math.round(validSeconds / 60)) : w.pairFixed),
    ...(square ? [draw(square)] : []),
    make('p', { class: 'code' }, `${code.slice(0, 4)} ${code.slice(4)}`),
    make('p', { class: 'dim link' }, link),
  );
}

/* The square is drawn black on white with its margin, in both lights: that is what cameras read. */
function draw({ size, path }) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', `-4 -4 ${size + 8} ${size + 8}`);
  svg.setAttribute('class', 'square');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', w.square);
  svg.setAttribute('shape-rendering', 'crispEdges');
  const dots = document.createElementNS(ns, 'path');
  dots.setAttribute('d', path);
  svg.append(dots);
  return svg;
}
