/* The settings: what the pack has, what the operator changed, and what the pack says about it. */
import { call } from './api.js';
import { ask } from './ask.js';
import { $, make, root, symbol, text } from './dom.js';
import { GROUPS } from './fields.js';
import { pairOther } from './pairing.js';
import { words } from './words.js';

const w = words.set;
const FIELDS = GROUPS.flatMap((group) => group.fields);
const form = $('set');
let known = null; // {settings, devices}
let keySet = null;

/** Opens the page; `part` names the field to go to. Changes that were not applied are still there. */
export async function openSettings(part) {
  if (!dirty()) await load();
  const target = part === 'key' ? field('key') : part === 'destination' ? field('destination.service') : null;
  if (target && root.dataset.tabview === 'settings') target.focus();
}

async function load() {
  if (!known) gone(w.loading);
  const [settings, devices, situation] = await Promise.all([call('GET', '/api/settings'), call('GET', '/api/devices'), call('GET', '/api/situation')]);
  if (!settings.ok || !settings.body) return gone(settings.sentence);
  gone(null);
  known = { settings: settings.body, devices: devices.ok ? devices.body : null };
  keySet = situation.body?.encoder?.report?.destination?.keySet ?? null;
  build();
}

function gone(sentence) {
  $('setgone').hidden = !sentence;
  text('setgone', sentence ?? '');
}

// ---- the form ----
const field = (name) => form.querySelector(`[name="${CSS.escape(name)}"]`);
const errorOf = (f) => `err-${f.name.replaceAll('.', '-')}`;

function build() {
  form.replaceChildren(
    ...GROUPS.map((group) => make('fieldset', {}, make('legend', {}, group.title), ...rows(group.fields), make('p', { class: 'dim now' }, group.note))),
    make('p', { class: 'apply' }, make('span', { id: 'applynote', role: 'status' }, w.unchanged), make('button', { class: 'btn main', id: 'apply', disabled: true }, w.apply)),
    make('fieldset', { class: 'thispack' }, make('legend', {}, w.pack),
      make('p', { class: 'bulk' }, make('button', { type: 'button', class: 'btn', id: 'pairother' }, w.pairOther)), make('div', { id: 'paircode', 'aria-live': 'polite' })),
  );
  $('pairother').addEventListener('click', () => pairOther($('pairother'), $('paircode')));
  arrange();
}

function rows(fields) {
  const out = [];
  for (const f of fields) {
    const row = make('div', { class: 'row', 'data-row': f.name }, control(f));
    // two halves share a line, and what is said about either has the whole width below
    const two = out.find((e) => e.classList.contains('two') && e.children.length < 2);
    if (!f.half) row.append(error(f));
    if (f.half && two) two.append(row);
    else out.push(f.half ? make('div', { class: 'two' }, row) : row);
    if (f.half) out.push(error(f));
  }
  return out;
}

function error(f) {
  return make('p', { class: 'err', id: errorOf(f), role: 'alert', hidden: true }, symbol('s-hot'), make('span'));
}

function control(f) {
  const common = { name: f.name, 'aria-describedby': errorOf(f) };
  if (f.kind === 'key') return keyControl(common, f);
  if (f.kind === 'slate') return slateControl(common, f);
  const value = f.read(known.settings);
  if (f.kind === 'select') {
    const options = f.options(known).map(([v, name]) => make('option', { value: v, selected: v === value }, name));
    return make('label', {}, f.label, make('select', common, ...options));
  }
  if (f.kind === 'check') {
    const box = make('input', { ...common, type: 'checkbox', checked: value === true });
    return make('label', { class: 'chk' }, box, make('span', {}, f.label));
  }
  if (f.kind === 'range') {
    const top = Math.max(f.max, value);
    return make('label', { class: 'headed' }, make('span', {}, f.label), make('output', {}, w.ceilingUnit(Number(value).toFixed(1))),
      make('input', { ...common, type: 'range', min: f.min, max: top, step: f.step, value }));
  }
  return make('label', {}, f.label, make('input', {
    ...common, type: 'text', inputmode: f.kind === 'number' ? 'text' : f.mode ?? 'text', placeholder: f.placeholder,
    autocapitalize: 'none', spellcheck: 'false', value: value ?? '',
  }));
}

function keyControl(common, f) {
  const says = keySet === null ? '' : keySet ? w.keySet : w.keyUnset;
  const input = make('input', { ...common, type: 'password', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', placeholder: keySet ? w.keyType : w.keyPut });
  const label = make('label', { class: 'headed' }, make('span', {}, f.label), make('em', { id: 'keyis' }, says), input);
  if (!keySet) return label;
  const forget = make('button', { type: 'button', class: 'btn forget' }, w.keyForget);
  forget.addEventListener('click', () => ask(w.sureForget, forgetKey));
  return make('div', { class: 'keyrow' }, label, forget);
}

/* A picture is sent when it is chosen: there is nothing to fill in, and what viewers would see stands on the page. */
function slateControl(common, f) {
  const own = Boolean(known.settings.slate?.picture);
  const input = make('input', { ...common, type: 'file', accept: 'image/*' });
  input.addEventListener('change', () => sendSlate(f, input.files[0]));
  const label = make('label', { class: 'headed' }, make('span', {}, f.label), make('em', { id: 'slateis' }, own ? w.slateOwn : w.slateBuiltIn), input);
  if (!own) return label;
  const back = make('button', { type: 'button', class: 'btn forget' }, w.slateBack);
  back.addEventListener('click', () => changeSlate(f, 'DELETE', undefined));
  return make('div', { class: 'keyrow' }, label, back);
}

async function sendSlate(f, file) {
  if (!file) return;
  text('slateis', w.slateSending);
  const picture = await smaller(file).catch(() => null);
  if (picture) await changeSlate(f, 'PUT', picture);
  else slateSays(f, w.slateUnreadable);
}

/* As large as the stream and no larger: a phone's photo would be ten times what the pack takes. */
async function smaller(file) {
  const whole = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = known.settings.capture;
  const scale = Math.min(1, width / whole.width, height / whole.height);
  const canvas = make('canvas', { width: Math.max(1, Math.round(whole.width * scale)), height: Math.max(1, Math.round(whole.height * scale)) });
  canvas.getContext('2d').drawImage(whole, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => { canvas.toBlob(done, 'image/jpeg', 0.92); });
}

async function changeSlate(f, method, picture) {
  const answer = await call(method, '/api/slate', picture, 8000);
  if (!answer.ok) return slateSays(f, answer.sentence);
  const settings = await call('GET', '/api/settings');
  if (settings.ok) known.settings.slate = settings.body.slate;
  form.querySelector(`[data-row="${CSS.escape(f.name)}"]`).replaceChildren(control(f), error(f));
  field(f.name).focus();
  text('applynote', w.applied);
}

function slateSays(f, sentence) {
  text('slateis', known.settings.slate?.picture ? w.slateOwn : w.slateBuiltIn);
  blame(f, sentence);
}

// ---- what was changed ----
function typed() {
  const values = {};
  for (const f of FIELDS) {
    const e = field(f.name);
    if (e) values[f.name] = f.kind === 'check' ? e.checked : e.value;
  }
  return values;
}

/* The part of the tree that differs from what the pack has. */
function changes() {
  if (!known) return {};
  const next = structuredClone(known.settings);
  const values = typed();
  for (const f of FIELDS) if (f.write && f.name in values) f.write(next, values[f.name]);
  const part = {};
  for (const [room, settings] of Object.entries(next)) {
    for (const [key, value] of Object.entries(settings ?? {})) {
      if (JSON.stringify(value) !== JSON.stringify(known.settings[room]?.[key])) (part[room] ??= {})[key] = value;
    }
  }
  return part;
}
const newKey = () => field('key')?.value ?? '';
const dirty = () => known !== null && form.children.length > 0 && (Object.keys(changes()).length > 0 || newKey() !== '');

function arrange() {
  const values = typed();
  for (const f of FIELDS) {
    const row = form.querySelector(`[data-row="${CSS.escape(f.name)}"]`);
    if (row && f.when) row.hidden = !f.when(values);
    if (f.kind === 'range') text(row.querySelector('output'), w.ceilingUnit(Number(values[f.name]).toFixed(1)));
  }
  $('apply').disabled = !dirty();
}

function changed(event) {
  const f = FIELDS.find((one) => one.name === event.target.name);
  if (f) blame(f, null);
  arrange();
  text('applynote', dirty() ? w.changed : w.unchanged);
}
// a choice tells of itself by one event or the other, depending on who made it
form.addEventListener('input', changed);
form.addEventListener('change', changed);

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (!dirty()) return;
  const part = changes();
  const key = newKey();
  for (const f of FIELDS) blame(f, null);
  $('apply').disabled = true;
  text('applynote', w.applying);
  // the key first: with a new service the old one must not be tried
  if (key && !(await put('/api/key', { key }, 'key'))) return arrange();
  if (key) field('key').value = '';
  const answer = Object.keys(part).length ? await put('/api/settings', part, null) : {};
  if (!answer) return arrange();
  await load();
  text('applynote', answer.applies === 'next-live' ? w.appliedNext : w.applied);
});

/* What the pack answered, or null when it refused and the reasons stand at their fields. */
async function put(path, body, whose) {
  const answer = await call('PUT', path, body, 8000);
  if (answer.ok) return answer.body ?? {};
  const errors = Array.isArray(answer.body?.errors) ? answer.body.errors : [];
  const blamed = errors.filter((e) => blameByName(e.field, e.detail));
  if (whose && !blamed.length && blameByName(whose, answer.sentence)) blamed.push(whose);
  text('applynote', blamed.length ? w.mend(blamed.length) : errors[0]?.detail ?? answer.sentence);
  form.querySelector('[aria-invalid=true]')?.focus();
  return null;
}

function blameByName(name, sentence) {
  const own = FIELDS.find((f) => f.name === name && !form.querySelector(`[data-row="${CSS.escape(f.name)}"]`).hidden);
  const f = own ?? FIELDS.find((one) => one.also?.includes(name));
  if (f) blame(f, sentence);
  return Boolean(f);
}

function blame(f, sentence) {
  const place = $(errorOf(f));
  if (!place) return;
  place.hidden = !sentence;
  text(place.querySelector('span'), sentence ?? '');
  if (sentence) field(f.name).setAttribute('aria-invalid', 'true');
  else field(f.name).removeAttribute('aria-invalid');
}

async function forgetKey() {
  const answer = await call('DELETE', '/api/key');
  if (answer.ok) await load();
  else text('applynote', answer.sentence);
}
