/* The bond: where the tunnel ends, how it spreads what it carries. A row that says it, a question that changes it. */
import { SPEEDIFY_MILLIS, call } from './api.js';
import { ask } from './ask.js';
import { $, make, options, text } from './dom.js';
import { words } from './words.js';

const w = words.bond;
let tunnel = null;
let live = false;
let had = null;

/** Says how the tunnel is set, or nothing where nothing can be set. */
export function drawTunnel(situation) {
  tunnel = situation.tunnel ?? null;
  live = situation.encoder?.report?.order?.wanted === 'live';
  const steering = tunnel?.steering ?? null;
  const button = $('bond');
  button.hidden = !steering;
  if (!steering) return;
  const connected = tunnel.state === 'connected';
  text('bondtext', w.says(steering.mode ? w.modes[steering.mode] : null, connected ? tunnel.server : null));
}

const withUnknown = (table, value) => (value ? Object.entries(table) : [['', w.unknown], ...Object.entries(table)]);

async function open() {
  const { mode, transport, changed } = tunnel.steering;
  $('bondmode').replaceChildren(...options(withUnknown(w.modes, mode), mode ?? ''));
  $('bondtransport').replaceChildren(...options(withUnknown(w.transports, transport), transport ?? ''));
  $('bondserver').replaceChildren(...options([['', w.asIs(tunnel.server)]], ''));
  const connected = tunnel.state === 'connected';
  text('bondlink', connected ? w.disconnect : w.connect);
  $('bondlink').dataset.do = connected ? 'disconnect' : 'connect';
  $('bondchanged').hidden = !changed.length;
  text('bondchanged', changed.length ? w.changed(changed) : '');
  had = typed();
  say(null);
  busy(false);
  $('bonding').showModal();
  await servers();
}

async function servers() {
  const answer = await call('GET', '/api/tunnel/servers', undefined, SPEEDIFY_MILLIS);
  if (!answer.ok) return say(answer.sentence);
  const list = answer.body.servers ?? [];
  const countries = [...new Set(list.map((one) => one.country).filter(Boolean))].sort();
  const places = list.map((one) => [one.tag, one.name]).sort((a, b) => a[1].localeCompare(b[1]));
  $('bondserver').append(make('option', { value: 'closest' }, w.closest),
    make('optgroup', { label: w.countries }, ...options(countries.map((country) => [country, w.country(country)]), null)),
    make('optgroup', { label: w.servers }, ...options(places, null)));
}

const typed = () => ({ mode: $('bondmode').value, transport: $('bondtransport').value, server: $('bondserver').value });

function say(sentence) {
  $('bondnote').hidden = !sentence;
  text('bondnote', sentence ?? '');
}

function busy(on) {
  for (const button of $('bondform').querySelectorAll('.btn.main, #bondlink')) button.disabled = on;
  text('bondbusy', on ? w.asking : '');
}

/* While live the pack wants to hear that it is meant; whoever has asked for nothing is not asked. */
function tell(calls) {
  if (live && calls.length) ask(w.sure, () => send(calls, true));
  else send(calls, false);
}

/* One call after the other. */
async function send(calls, confirmed) {
  busy(true);
  say(null);
  for (const [i, one] of calls.entries()) {
    const answer = await call(one.method, one.path, { ...one.body, confirmed }, SPEEDIFY_MILLIS);
    if (!answer.ok) {
      busy(false);
      if (answer.body?.code === 'confirmation-needed') return ask(w.sure, () => send(calls.slice(i), true));
      return say(answer.sentence);
    }
    if (one.field) had[one.field] = one.value;
  }
  $('bonding').close();
}

$('bond').addEventListener('click', open);
$('bondno').addEventListener('click', () => $('bonding').close());
$('bondform').addEventListener('input', () => say(null));
$('bondlink').addEventListener('click', () => tell([{ method: 'POST', path: `/api/tunnel/${$('bondlink').dataset.do}`, body: {} }]));
$('bondform').addEventListener('submit', (event) => {
  event.preventDefault();
  const now = typed();
  const calls = ['mode', 'transport'].filter((field) => now[field] && now[field] !== had[field])
    .map((field) => ({ method: 'PUT', path: `/api/tunnel/${field}`, body: { [field]: now[field] }, field, value: now[field] }));
  // last: by it the transport comes into force
  if (now.server) calls.push({ method: 'POST', path: '/api/tunnel/connect', body: { server: now.server } });
  tell(calls);
});
