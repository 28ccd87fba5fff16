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

/**
 * Makes the children of an element what they should be, and leaves every node that may stay in its place: a row that is replaced under
 * the thumb hears no tap, and one that is replaced under the cursor loses the focus. Children with a data-key are known by it, the
 * others by their place. Listeners belong on the element that stays; a style set by script is left alone, as is what the reader opened.
 */
export function become(element, ...wanted) {
  const stay = new Set(wanted.map((next) => next.dataset?.key).filter(Boolean));
  const keyed = new Map();
  for (const child of [...element.children]) {
    const { key } = child.dataset;
    if (key && !stay.has(key)) child.remove();
    else if (key) keyed.set(key, child);
  }
  let at = element.firstChild;
  for (const next of wanted) {
    const key = next.dataset?.key;
    const node = key ? keyed.get(key) : at?.dataset?.key ? null : at;
    const kept = node?.nodeName === next.nodeName ? node : null;
    if (kept) same(kept, next);
    if ((kept ?? next) === at) at = at.nextSibling;
    else element.insertBefore(kept ?? next, at);
  }
  while (at) {
    const after = at.nextSibling;
    at.remove();
    at = after;
  }
}

const OF_THE_READER = new Set(['style', 'open']);

function same(node, next) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (node.data !== next.data) node.data = next.data;
    return;
  }
  for (const { name } of [...node.attributes]) if (!OF_THE_READER.has(name) && !next.hasAttribute(name)) node.removeAttribute(name);
  for (const { name, value } of next.attributes) if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  become(node, ...next.childNodes);
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
