/* Small tools for the document. */
export const $ = (id) => document.getElementById(id);
export const root = document.documentElement;

/** Sets the text only when it differs: a live region speaks on every write. */
export function text(element, value) {
  const e = typeof element === 'string' ? $(element) : element;
  if (e.textContent !== value) e.textContent = value;
}

/** A new element: make('b', { class: 'x' }, 'text', child, …). Text is never read as HTML. */
export function make(name, attributes = {}, ...children) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) e.setAttribute(key, value === true ? '' : value);
  e.append(...children.filter((child) => child !== null && child !== undefined));
  return e;
}

/** Options of a select, from pairs of value and name. */
export const options = (list, chosen) => list.map(([value, name]) => make('option', { value, selected: String(value) === String(chosen) }, name));

/** A symbol of the page's own sprite. */
export function symbol(id) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(ns, 'use');
  use.setAttribute('href', `#${id}`);
  svg.append(use);
  return svg;
}

/** The value of a colour or font of the style sheet. */
export const css = (name) => getComputedStyle(root).getPropertyValue(name).trim();

/** A canvas made ready to draw on, in CSS pixels, sharp on every screen. */
export function pen(canvas) {
  const box = canvas.getBoundingClientRect();
  const scale = Math.min(devicePixelRatio || 1, 3);
  const width = Math.round(box.width * scale);
  const height = Math.round(box.height * scale);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const g = canvas.getContext('2d');
  g.setTransform(scale, 0, 0, scale, 0, 0);
  g.clearRect(0, 0, box.width, box.height);
  return { g, w: box.width, h: box.height };
}

/** Whether the operator asked for little motion. */
export const still = matchMedia('(prefers-reduced-motion: reduce)');
