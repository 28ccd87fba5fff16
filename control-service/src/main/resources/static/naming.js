/* A link gets a name of the operator's: a tap on it, a word, done. */
import { call } from './api.js';
import { $, text } from './dom.js';
import { words } from './words.js';

let link = null;

/** Opens the question for a link of the situation. */
export function nameLink(one) {
  link = one;
  text('namingtext', words.nameOf(link.id));
  $('linkname').value = link.name === link.id ? '' : link.name;
  say(null);
  $('naming').showModal();
}

function say(sentence) {
  $('namingnote').hidden = !sentence;
  text('namingnote', sentence ?? '');
}

$('linkname').addEventListener('input', () => say(null));
$('namingno').addEventListener('click', () => $('naming').close());
$('namingform').addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await call('PUT', `/api/links/${encodeURIComponent(link.id)}/name`, { name: $('linkname').value });
  if (answer.ok) $('naming').close();
  else say(answer.sentence);
});
