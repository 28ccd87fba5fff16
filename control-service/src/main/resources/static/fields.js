/*
 * The fields of the settings page. Each has the name of the setting it shows, for that is how the pack names what it
 * refuses; `also` names the settings that it carries besides.
 */
import { words } from './words.js';

const w = words.set;
const SIZES = ['1920x1080', '1280x720', '854x480', '640x360'];
const RATES = ['24', '25', '30', '50', '60', '24000/1001', '30000/1001', '60000/1001'];

const unique = (list) => [...new Set(list)];
const withCurrent = (options, value, name = value) => (options.some(([v]) => v === value) ? options : [...options, [value, name]]);
const named = (table) => Object.entries(table);
const sizeName = (size) => size.replace('x', ' × ');
const rateName = (rate) => {
  const [n, d = '1'] = rate.split('/');
  return d === '1' ? n : (Number(n) / Number(d)).toFixed(2);
};
const pair = (a, b) => JSON.stringify([a, b]);

function cameras({ settings, devices }) {
  const found = (devices?.cameras ?? []).map((camera) => [pair('v4l2', camera.path ?? camera.id), camera.name ?? camera.id]);
  const options = [[pair('v4l2', 'auto'), w.cameraAuto], ...found, [pair('test', ''), w.sourceTest], [pair('file', ''), w.sourceFile], [pair('url', ''), w.sourceUrl]];
  const { source, device } = settings.capture;
  return source === 'v4l2' ? withCurrent(options, pair('v4l2', device), w.absent(device)) : options;
}

function microphones({ settings, devices }) {
  const found = (devices?.microphones ?? []).map((microphone) => [pair('alsa', microphone.id), microphone.name ?? microphone.id]);
  const options = [[pair('alsa', 'auto'), w.soundAuto], ...found, [pair('test', ''), w.soundTest], [pair('file', ''), w.sourceFile], [pair('url', ''), w.sourceUrl], [pair('none', ''), w.soundNone]];
  const { source, device } = settings.sound;
  return source === 'alsa' ? withCurrent(options, pair('alsa', device), w.absent(device)) : options;
}

/* What the chosen camera says it can do; without one, what people use. */
function formats({ settings, devices }) {
  const all = devices?.cameras ?? [];
  const { source, device } = settings.capture;
  if (source !== 'v4l2') return [];
  const camera = device === 'auto' ? all[0] : all.find((c) => c.path === device || c.id === device);
  return camera?.formats ?? [];
}

function sizes(known) {
  const offered = unique(formats(known).map((f) => `${f.width}x${f.height}`)).sort((a, b) => parseInt(b, 10) - parseInt(a, 10));
  const options = (offered.length ? offered : SIZES).map((size) => [size, sizeName(size)]);
  const now = `${known.settings.capture.width}x${known.settings.capture.height}`;
  return withCurrent(options, now, sizeName(now));
}

function rates(known) {
  const offered = unique(formats(known).flatMap((f) => f.rates ?? []));
  const options = (offered.length ? unique([...offered, ...RATES.slice(0, 3)]) : RATES).map((rate) => [rate, rateName(rate)]);
  return withCurrent(options, String(known.settings.capture.rate), rateName(String(known.settings.capture.rate)));
}

const byFile = (source) => source === 'file' || source === 'url';

/* A choice that sets source and device together; the device of a file or an address has a field of its own. */
const sourceField = (room, label, options) => ({
  name: `${room}.source`, also: [`${room}.device`], label, kind: 'select', options,
  read: (s) => (s[room].source === 'v4l2' || s[room].source === 'alsa' ? pair(s[room].source, s[room].device) : pair(s[room].source, '')),
  write: (s, value) => {
    const [source, device] = JSON.parse(value);
    s[room].source = source;
    if (device) s[room].device = device;
  },
});
const deviceField = (room) => ({
  name: `${room}.device`, label: w.device, kind: 'text',
  read: (s) => (byFile(s[room].source) ? s[room].device : ''),
  write: (s, value) => { if (byFile(s[room].source)) s[room].device = value.trim(); },
  when: (form) => byFile(JSON.parse(form[`${room}.source`])[0]),
});
const plain = (name, label, kind, more = {}) => {
  const [room, key] = name.split('.');
  return { name, label, kind, read: (s) => s[room][key], write: (s, value) => { s[room][key] = value; }, ...more };
};
const whole = (value) => (/^-?\d+$/.test(value.trim()) ? Number(value) : value);

export const GROUPS = [
  { title: w.destination, note: w.nextTime, fields: [
    plain('destination.service', w.service, 'select', { options: () => named(w.services) }),
    plain('destination.url', w.url, 'text', { when: (form) => form['destination.service'] === 'custom', placeholder: 'rtmps://example.org/live', mode: 'url' }),
    { name: 'key', label: w.key, kind: 'key' },
  ] },
  { title: w.camera, note: w.nextTime, fields: [
    sourceField('capture', w.source, cameras),
    deviceField('capture'),
    { name: 'capture.width', also: ['capture.height'], label: w.size, kind: 'select', half: true, options: sizes,
      read: (s) => `${s.capture.width}x${s.capture.height}`,
      write: (s, value) => { [s.capture.width, s.capture.height] = value.split('x').map(Number); } },
    plain('capture.rate', w.rate, 'select', { half: true, options: rates, read: (s) => String(s.capture.rate) }),
    plain('capture.frozenIsLost', w.frozenIsLost, 'check'),
  ] },
  { title: w.slate, note: w.slateNote, fields: [{ name: 'slate.picture', label: w.slatePicture, kind: 'slate' }] },
  { title: w.picture, note: w.nextTime, fields: [
    plain('encoder.videoBitsPerSecond', w.ceiling, 'range', { min: 0.5, max: 12, step: 0.1,
      read: (s) => s.encoder.videoBitsPerSecond / 1e6,
      write: (s, value) => { s.encoder.videoBitsPerSecond = Math.round(Number(value) * 10) * 1e5; } }),
    plain('encoder.name', w.encoder, 'select', { options: ({ settings }) => withCurrent(named(w.encoders), settings.encoder.name) }),
  ] },
  { title: w.sound, note: w.mixNow, fields: [
    sourceField('sound', w.microphone, microphones),
    deviceField('sound'),
    plain('sound.delayMillis', w.delay, 'number', { half: true, step: 10, write: (s, value) => { s.sound.delayMillis = whole(value); } }),
    plain('sound.gainDecibels', w.gain, 'number', { half: true, step: 1, write: (s, value) => { s.sound.gainDecibels = value.trim() === '' || Number.isNaN(Number(value)) ? value : Number(value); } }),
    plain('sound.mute', w.mute, 'check'),
  ] },
  { title: w.recording, note: w.recordNow, fields: [
    plain('recording.when', w.recordWhen, 'select', { options: () => named(w.recordWhens) }),
    plain('recording.keepFreeMegabytes', w.keepFree, 'number', { write: (s, value) => { s.recording.keepFreeMegabytes = whole(value); } }),
  ] },
];
