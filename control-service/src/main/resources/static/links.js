/* The links: one row each, what they carry and what they have used; or, in their place, why there are none. */
import { $, become, make, symbol, text } from './dom.js';
import { DASH, gigabytes, known, megabits, millis, percent } from './format.js';
import { openLink } from './link.js';
import { drawTunnel } from './tunnel.js';
import { words } from './words.js';

const NEAR_CAP = 0.85;
let shown = [];

export function drawLinks(situation) {
  const links = situation.links ?? [];
  shown = links;
  const sentence = situation.tunnel?.sentence ?? (links.length ? null : words.noLinks);
  $('linktable').hidden = !links.length;
  $('tunnel').hidden = !sentence;
  text('tunnel', sentence ?? '');
  drawTunnel(situation);
  become($('links'), ...links.map(row));
  for (const bar of $('links').querySelectorAll('.bar i')) bar.style.setProperty('width', `${bar.dataset.part}%`);
}

$('links').addEventListener('click', (event) => {
  const id = event.target.closest('[data-link]')?.dataset.link;
  const link = shown.find((one) => one.id === id);
  if (link) openLink(link);
});

function row(link) {
  const down = link.verdict === 'down' || link.up === false;
  const verdict = down ? 'down' : link.verdict;
  const resting = verdict === 'good' && link.carrying === false;
  const says = link.reason ?? (resting ? words.resting[link.policy?.inForce] ?? words.standby : words.verdict[verdict]) ?? DASH;
  const name = make('th', { scope: 'row' }, make('button', { type: 'button', class: 'nm', 'data-link': link.id, 'aria-haspopup': 'dialog' }, symbol(`v-${verdict}`), make('b', {}, link.name ?? link.id), make('i', {}, says)));
  const figure = (value) => make('td', {}, down ? DASH : value);
  return make('tr', { 'data-key': link.id, 'data-v': verdict }, name,
    figure(megabits(link.sendBitsPerSecond)), figure(millis(link.latencySeconds)), figure(percent(link.lossSend)), used(link));
}

function used(link) {
  if (!known(link.usedBytes)) return make('td', {}, DASH);
  const capped = known(link.limitBytes) && link.limitBytes > 0;
  const label = make('span', { class: 'cap' }, `${gigabytes(link.usedBytes)} ${capped ? `${words.of} ${Number(gigabytes(link.limitBytes))}` : words.noCap}`);
  if (!capped) return make('td', {}, label);
  const part = Math.min(1, link.usedBytes / link.limitBytes);
  return make('td', {}, label, make('div', { class: part > NEAR_CAP ? 'bar near' : 'bar' }, make('i', { 'data-part': (part * 100).toFixed(0) })));
}
