/* The recordings: what lies on the disk, to fetch and to delete. */
import { call } from './api.js';
import { ask } from './ask.js';
import { $, become, make, text } from './dom.js';
import { gigabytes, ms } from './format.js';
import { words } from './words.js';

const w = words.rec;
const EVERY_MILLIS = 5000;
let timer = null;

/** Shows the list, and keeps it true for as long as it is looked at. */
export function openRecordings() {
  closeRecordings();
  timer = setInterval(() => !document.hidden && load(), EVERY_MILLIS);
  load();
}

/** Nobody looks. */
export function closeRecordings() {
  clearInterval(timer);
  timer = null;
}

async function load() {
  const answer = await call('GET', '/api/recordings');
  if (timer === null) return;
  gone(answer.ok ? null : answer.sentence);
  if (answer.ok) draw(answer.body?.recordings ?? []);
}

function gone(sentence) {
  $('recgone').hidden = !sentence;
  text('recgone', sentence ?? '');
}

/* Only what changed is written: an opened list of parts stays open, and a focus stays where it is. */
function draw(list) {
  const bytes = list.reduce((sum, recording) => sum + recording.bytes, 0);
  text('recnote', list.length ? w.sum(list.length, gigabytes(bytes)) : w.none);
  become($('recs'), ...list.map(row));
}

function row(recording) {
  const parts = recording.parts;
  const busy = recording.state === 'recording';
  const name = when(recording.start);
  const whole = parts.length === 1 ? `/api/recordings/${parts[0].id}` : `/api/recordings/${recording.id}/whole.mp4`;
  const list = parts.length < 2 ? null : make('details', { 'data-key': recording.id }, make('summary', {}, w.parts(parts.length)), make('ol', {}, ...parts.map(piece)));
  return make('li', { 'data-key': recording.id },
    make('p', { class: 'rechead' }, make('b', {}, name), make('span', {}, w.state[recording.state] ?? '')),
    make('p', { class: 'dim' }, facts(recording)),
    busy ? null : make('p', { class: 'bulk' },
      recording.state === 'closed' ? make('a', { class: 'btn main', href: whole, download: true, 'aria-label': `${w.download}: ${name}` }, w.download) : null,
      remove(recording.id, name)),
    list);
}

function piece(part) {
  const name = when(part.start);
  const link = part.state === 'closed' ? make('a', { href: `/api/recordings/${part.id}`, download: true }, name) : make('span', {}, `${name} ${w.state[part.state] ?? ''}`);
  return make('li', {}, link, ' ', make('span', { class: 'dim' }, facts(part)));
}

const remove = (id, name) => make('button', { class: 'btn', type: 'button', 'data-remove': id, 'data-name': name, 'aria-label': `${w.remove}: ${name}` }, w.remove);

$('recs').addEventListener('click', (event) => {
  const button = event.target.closest('[data-remove]');
  if (!button) return;
  const { remove: id, name } = button.dataset;
  ask(w.sureRemove(name), async () => {
    const answer = await call('DELETE', `/api/recordings/${id}`, undefined, 8000);
    await load();
    if (!answer.ok) gone(answer.sentence);
  });
});

const facts = (thing) => `${ms(thing.durationSeconds)} · ${w.size(gigabytes(thing.bytes))}`;

function when(start) {
  const date = new Date(start);
  return Number.isNaN(date.getTime()) ? w.someTime : date.toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
}
