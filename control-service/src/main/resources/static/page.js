/* The operator's page: hears the pack, shows what is so. A press fills nothing; only the report does. */
import { call } from './api.js';
import { ask } from './ask.js';
import { Chart } from './chart.js';
import { $, become, make, root, symbol, text } from './dom.js';
import { face, holdFor } from './face.js';
import { DASH, count, hms, known, megabits } from './format.js';
import { holdable } from './hold.js';
import { redrawLamps, showLamps } from './lamps.js';
import { sunlight } from './light.js';
import { drawLinks } from './links.js';
import { drawLog } from './log.js';
import { drawMeter, hear } from './meter.js';
import { listen } from './news.js';
import { caption, show as showPicture } from './picture.js';
import { closeRecordings, openRecordings } from './recordings.js';
import { openSettings } from './settings.js';
import { label, words } from './words.js';

const STAGES = ['capture', 'encode', 'uplink'];
const GROWING_MILLIS = 3000;
const HOT_CELSIUS = 80;

label();
const chart = new Chart($('chart'));
let situation = null;
let view = 'air';
let facts = face(null, null, false);
let order = holdFor(null, 'stale');
let sending = false;
let toldAt = 0;
let lost = { boot: null, counts: {}, grew: {} };

const second = () => Math.floor(performance.now() / 1000);
const report = () => situation?.encoder?.report ?? null;

// ---- the news ----
listen(
  (news) => {
    situation = news;
    if (news.encoder?.reachable) {
      hear(report()?.sound);
      countLost();
      noteRate();
    }
    drawFigures();
  },
  (age, fresh) => {
    facts = face(situation, age, fresh);
    drawPlate();
    drawPicture();
    if (chart.advance(second()) && view === 'air') drawChart();
  },
);

// ---- plate and controls: written on every beat, because time alone makes them untrue ----
function drawPlate() {
  root.dataset.state = facts.state;
  root.dataset.onair = facts.onAir === null ? 'unknown' : facts.onAir ? 'yes' : 'no';
  const board = situation?.panel;
  showLamps(facts.fresh && board?.connected && board.lamp ? board.lamp : facts.state, facts.onAir);
  text('word', facts.word);
  $('word').dataset.long = facts.word.length > 9 ? '2' : facts.word.length > 5 ? '1' : '0';
  $('shape').setAttribute('href', `#s-${facts.shape}`);
  const time = known(facts.seconds) ? hms(facts.seconds) : '';
  text('clock', time);
  $('clock').dateTime = time ? `PT${Math.floor(facts.seconds)}S` : '';
  text('clocknote', time ? facts.note : '');
  text('say1', facts.say);
  text('say2', facts.act ?? '');
  $('fix').hidden = !facts.fix;
  if (facts.fix) {
    text('fix', facts.fix.label);
    $('fix').href = facts.fix.to === 'recordings' ? '#recordings' : `#settings/${facts.fix.to}`;
  }
  drawCautions();
  drawHold();
  if (toldAt && performance.now() - toldAt > 10000) tell(null);
  const name = view === 'settings' ? words.tabSettings : view === 'recordings' ? words.tabRecordings : `${facts.word}${facts.state === 'live' && time ? ` ${time}` : ''}`;
  if (document.title !== `${name} · Rucksack`) document.title = `${name} · Rucksack`;
}

function drawCautions() {
  const list = $('cautions');
  const rest = facts.fresh ? (situation.cautions ?? []).filter((c) => c.code !== facts.used?.code) : [];
  const said = rest.map((c) => [c.sentence, c.advice].filter(Boolean).join(' '));
  list.hidden = !said.length;
  become(list, ...said.map((sentence) => make('li', { class: 'caution' }, symbol('s-hot'), make('span', {}, sentence))));
}

function drawHold() {
  const button = $('hold');
  order = holdFor(situation, facts.state);
  if (button.dataset.do !== order.does) hold.release();
  button.dataset.do = order.does;
  button.disabled = !facts.fresh;
  button.setAttribute('aria-busy', String(sending));
  text('holdtext', order.label);
  if (button.classList.contains('held')) return;
  text('holdnote', sending ? words.sending : facts.fresh ? words.holdOne : situation ? words.useStrap : words.waiting);
}

const hold = holdable($('hold'), {
  ready: () => !sending,
  done: send,
  ask: () => ask(order.wanted === 'live' ? words.sureLive : words.sureStop, send),
  holding: (on) => text('holdnote', on ? words.keepHolding : words.holdOne),
});

async function send() {
  sending = true;
  tell(null);
  drawHold();
  const answer = await call('POST', '/api/order', { wanted: order.wanted });
  sending = false;
  if (!answer.ok) tell(answer.sentence);
  drawHold();
}

/* One sentence about the last press, only when it did not arrive. */
function tell(sentence) {
  toldAt = sentence ? performance.now() : 0;
  $('told').hidden = !sentence;
  text('told', sentence ?? '');
}

// ---- figures: written on each event; when there is none, the last ones stay, light and italic ----
function drawFigures() {
  if (view !== 'air') return;
  const r = report();
  drawMeter(r?.sound ?? null);
  for (const stage of STAGES) {
    const cell = $(`d-${stage}`);
    text(cell, count(r?.frames?.dropped?.[stage]));
    cell.parentNode.className = performance.now() - (lost.grew[stage] ?? -GROWING_MILLIS) < GROWING_MILLIS ? 'up' : '';
  }
  drawPack(r);
  text('k-sent', megabits(r?.uplink?.sentBitsPerSecond));
  text('k-target', megabits(r?.uplink?.targetBitsPerSecond));
  text('k-cap', megabits(r?.uplink?.capacityBitsPerSecond));
  drawLinks(situation);
  drawLog(situation.log);
}

function drawPack(r) {
  const part = (id, strong, plain, warn = false) => {
    const item = $(id);
    item.hidden = strong === null;
    item.className = warn ? 'warn' : '';
    if (strong !== null && item.textContent !== `${strong} ${plain}`.trim()) item.replaceChildren(...[make('b', {}, strong), plain ? ` ${plain}` : null].filter(Boolean));
  };
  const running = r?.recording;
  const stopped = (r?.cautions ?? []).some((c) => c.code === 'disk-full' || c.code === 'recording-failed');
  part('p-rec', r ? (stopped ? words.recordingStopped : running ? words.recording : words.notRecording) : null, !stopped && known(running?.seconds) ? hms(running.seconds) : '', stopped);
  const free = r?.host?.diskFreeBytes;
  part('p-disk', known(free) ? `${Math.floor(free / 1e9)} GB` : null, words.free, stopped);
  const heat = r?.host?.temperatureCelsius;
  part('p-temp', known(heat) ? `${Math.round(heat)} °C` : null, '', heat > HOT_CELSIUS);
}

/* A count that grows between two reports of one boot is a loss that goes on. */
function countLost() {
  const r = report();
  const dropped = r?.frames?.dropped ?? {};
  const same = lost.boot === r?.boot;
  const grew = same ? { ...lost.grew } : {};
  for (const stage of STAGES) if (same && dropped[stage] > lost.counts[stage]) grew[stage] = performance.now();
  lost = { boot: r?.boot, counts: dropped, grew, now: same && STAGES.some((s) => dropped[s] > lost.counts[s]) };
}

function noteRate() {
  const r = report();
  const up = r?.uplink ?? {};
  const lane = situation.state === 'slate' || situation.state === 'privacy' ? situation.state : r?.order?.wanted === 'live' && !r.onAir && situation.state !== 'starting' ? 'off' : null;
  chart.note(second(), {
    sent: up.sentBitsPerSecond ?? null, target: up.targetBitsPerSecond ?? null, capacity: up.capacityBitsPerSecond ?? null, lane, lost: lost.now,
  });
}

function drawChart() {
  chart.draw();
  const figure = (id) => ($(id).textContent === DASH ? null : $(id).textContent || null);
  $('chart').setAttribute('aria-label', words.chartLabel(figure('k-sent'), figure('k-target'), figure('k-cap')));
}

function drawPicture() {
  const looking = view === 'air' && !document.hidden && facts.fresh;
  const viewer = situation?.viewer === true && facts.onAir === true;
  showPicture(looking ? (viewer ? '/api/viewer' : '/api/picture') : null, facts.onAir === true);
  caption();
}

// ---- one address for everything ----
function route() {
  const [name, part] = location.hash.slice(1).split('/');
  view = name === 'settings' || name === 'recordings' ? name : 'air';
  for (const page of document.querySelectorAll('.view')) page.hidden = page.dataset.view !== view;
  root.dataset.tabview = view;
  for (const tab of document.querySelectorAll('.top nav a')) {
    if (tab.dataset.tab === view) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  if (view === 'recordings') openRecordings();
  else closeRecordings();
  if (view === 'settings') openSettings(part);
  else if (situation) drawFigures();
  drawPlate();
  drawPicture();
  drawChart();
  scrollTo(0, 0);
}

sunlight(() => {
  redrawLamps();
  if (situation) drawMeter(report()?.sound ?? null);
  drawChart();
});
addEventListener('hashchange', route);
/* A canvas that is stretched until the next second would lie about its figures. */
const shapes = new ResizeObserver(() => {
  if (view !== 'air') return;
  drawChart();
  if (situation) drawMeter(report()?.sound ?? null);
});
shapes.observe($('chart'));
shapes.observe($('meter'));
document.addEventListener('visibilitychange', drawPicture);
document.querySelector('.lost').dataset.title = words.lostTitle;
route();
