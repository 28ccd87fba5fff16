/* Pairing: a code in, a cookie out. The link of the pack's log carries the code, and is forgotten once it is read. */
import { call } from './api.js';
import { $, text } from './dom.js';
import { redrawLamps, showLamps } from './lamps.js';
import { sunlight } from './light.js';
import { label, words } from './words.js';

const LENGTH = 8;

label();
showLamps('pair', null);
document.title = `${words.pairTitle} · Rucksack`;
sunlight(redrawLamps);

const field = $('code');
const clean = (typed) => typed.replace(/[^a-z0-9]/gi, '').toUpperCase().slice(0, LENGTH);
const spaced = (code) => (code.length > 4 ? `${code.slice(0, 4)} ${code.slice(4)}` : code);

field.addEventListener('input', () => {
  field.value = spaced(clean(field.value));
  text('codenote', '');
});

$('pairform').addEventListener('submit', (event) => {
  event.preventDefault();
  pair(clean(field.value));
});

async function pair(code) {
  if (code.length !== LENGTH) {
    text('codenote', words.pairShort);
    field.focus();
    return;
  }
  const button = document.querySelector('#pairform button');
  button.disabled = true;
  text(button, words.pairing);
  const answer = await call('POST', '/api/pair', { code });
  button.disabled = false;
  text(button, words.pair);
  if (answer.ok) {
    location.replace('/');
    return;
  }
  text('codenote', answer.sentence);
  field.focus();
}

async function start() {
  const given = clean(new URLSearchParams(location.search).get('code') ?? '');
  // the code has done its work: it need not stay in the address bar or the history
  if (location.search) history.replaceState(null, '', '/pair');
  // a strict cookie does not come along when another app opened this page; asked from here it does
  const paired = await fetch('/api/situation', { cache: 'no-store' }).then((answer) => answer.ok, () => false);
  if (paired) location.replace('/');
  else if (given) {
    field.value = spaced(given);
    pair(given);
  } else field.focus();
}
start();
