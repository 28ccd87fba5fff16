/* The session’s log, newest first: on a phone one scrolls to it. */
import { $, make } from './dom.js';
import { clock } from './format.js';
import { words } from './words.js';

const KINDS = ['live', 'caution', 'privacy'];
const SHOWN = 50;
let drawn = null;

export function drawLog(entries) {
  const list = $('log');
  const last = (entries ?? []).slice(-SHOWN).reverse();
  const mark = JSON.stringify(last);
  if (drawn === mark) return;
  drawn = mark;
  list.replaceChildren(...(last.length ? last.map(line) : [make('li', { class: 'none' }, words.logEmpty)]));
}

const line = (entry) => make('li', {},
  make('time', { datetime: entry.at }, clock(entry.at)),
  make('i', { 'data-k': KINDS.includes(entry.kind) ? entry.kind : '', 'aria-hidden': 'true' }),
  make('span', {}, entry.text));
