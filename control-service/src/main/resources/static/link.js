/* One link: its name, and where the bond can be told, when it is used and how much data it may take. */
import { SPEEDIFY_MILLIS, call } from './api.js';
import { $, options, text } from './dom.js';
import { words } from './words.js';

const GIGABYTE = 1e9;
const MEGABIT = 1e6;
const SLOW_MEGABITS = [1, 2, 5];
const w = words.policy;
let link = null;
let had = null;

/** Opens it for a link of the situation. */
export function openLink(one) {
  link = one;
  text('namingtext', words.nameOf(link.id));
  $('linkname').value = link.name === link.id ? '' : link.name;
  $('policy').hidden = !link.policy;
  if (link.policy) fill(link.policy);
  had = typed();
  say(null);
  $('naming').showModal();
}

const gigabytes = (bytes) => (bytes ? String(bytes / GIGABYTE) : '');

function fill(policy) {
  const uses = Object.entries(w.use);
  $('linkuse').replaceChildren(...options(policy.priority ? uses : [['', w.unknown], ...uses], policy.priority ?? ''));
  for (const id of ['capday', 'capmonth']) $(id).placeholder = words.noCap;
  $('capday').value = gigabytes(policy.dayLimitBytes);
  $('capmonth').value = gigabytes(policy.monthLimitBytes);
  const days = [[0, w.sliding], ...Array.from({ length: 31 }, (_, i) => [i + 1, w.onDay(i + 1)])];
  $('capreset').replaceChildren(...options(days, policy.monthResetDay ?? 0));
  const now = (policy.overLimitBitsPerSecond ?? 0) / MEGABIT;
  const speeds = [...new Set([...SLOW_MEGABITS, ...(now > 0 ? [now] : [])])].sort((a, b) => a - b);
  $('capover').replaceChildren(...options([[0, w.rests], ...speeds.map((speed) => [speed, w.slows(speed)])], now));
}

const typed = () => ({ name: $('linkname').value, use: $('linkuse').value, day: $('capday').value, month: $('capmonth').value, reset: $('capreset').value, over: $('capover').value });

/* Bytes of what was typed in gigabytes: nothing is no cap, and what is no amount is null. */
function bytes(value) {
  const plain = value.trim().replace(',', '.');
  if (plain === '') return 0;
  return /^\d{1,6}(\.\d{1,3})?$/.test(plain) ? Math.round(Number(plain) * GIGABYTE) : null;
}

/* What has to be told to the pack, one call after the other: what is not touched is not told. */
function calls(now) {
  const path = `/api/links/${encodeURIComponent(link.id)}`;
  const list = [];
  if (now.name !== had.name) list.push({ path: `${path}/name`, body: { name: now.name }, fields: ['name'] });
  if (!link.policy) return list;
  if (now.use !== had.use) list.push({ path: `${path}/priority`, body: { priority: now.use }, fields: ['use'] });
  const caps = {};
  if (now.day !== had.day) caps.dayLimitBytes = bytes(now.day);
  if (now.month !== had.month) caps.monthLimitBytes = bytes(now.month);
  if (now.reset !== had.reset) caps.monthResetDay = Number(now.reset);
  if (now.over !== had.over) caps.overLimitBitsPerSecond = Math.round(Number(now.over) * MEGABIT);
  if (Object.keys(caps).length) list.push({ path: `${path}/caps`, body: caps, fields: ['day', 'month', 'reset', 'over'] });
  return list;
}

function say(sentence) {
  $('namingnote').hidden = !sentence;
  text('namingnote', sentence ?? '');
}

async function save() {
  const now = typed();
  if (bytes(now.day) === null || bytes(now.month) === null) return say(w.amount);
  for (const one of calls(now)) {
    const answer = await call('PUT', one.path, one.body, SPEEDIFY_MILLIS);
    if (!answer.ok) return say(answer.sentence);
    for (const field of one.fields) had[field] = now[field];
  }
  $('naming').close();
}

$('namingform').addEventListener('input', () => say(null));
$('namingno').addEventListener('click', () => $('naming').close());
$('namingform').addEventListener('submit', async (event) => {
  event.preventDefault();
  $('namingyes').disabled = true;
  await save();
  $('namingyes').disabled = false;
});
