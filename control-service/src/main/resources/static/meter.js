/* The sound, as the report measured it: two columns from -60 to 0 dB, the scale between them. Nothing moves by itself. */
import { $, css, pen, text } from './dom.js';
import { known } from './format.js';
import { words } from './words.js';

const FLOOR = -60;
const STEP = 3;
const LOUD = -9;
const PEAK_REPORTS = 3;
let recent = [];

/** Notes a report's levels, so that the peak of the last few stays to be seen. */
export function hear(sound) {
  recent = [...recent, levels(sound)].slice(-PEAK_REPORTS);
}

const levels = (sound) => {
  const heard = (sound?.levelDecibels ?? []).filter(known);
  return heard.length === 1 ? [heard[0], heard[0]] : heard.slice(0, 2);
};

/** Draws the last levels. */
export function drawMeter(sound) {
  const now = levels(sound);
  const muted = sound?.muted === true;
  const none = !sound || sound.source === 'none' || sound.delivering === false;
  text('soundnote', muted ? words.soundMuted : none ? words.soundNone : words.soundOn);
  const meter = $('sound');
  const shown = now.map((v) => Math.round(Math.max(FLOOR, Math.min(0, v))));
  if (shown.length && !muted) {
    meter.setAttribute('aria-valuenow', String(Math.max(...shown)));
    meter.setAttribute('aria-valuetext', words.decibels(...shown));
  } else {
    meter.setAttribute('aria-valuenow', String(FLOOR));
    meter.setAttribute('aria-valuetext', muted ? words.soundMuted : words.noLevel);
  }

  const { g, w, h } = pen($('meter'));
  if (w < 10 || h < 20) return;
  const y = (decibels) => (-decibels / -FLOOR) * (h - 2) + 1;
  const width = Math.max(8, (w - 14) / 2);
  const hollow = muted || none || !now.length;
  for (const channel of [0, 1]) {
    const x = channel ? w - width : 0;
    for (let v = FLOOR; v < 0; v += STEP) {
      const top = y(v + STEP);
      const height = Math.max(1, y(v) - top - 1);
      if (hollow) {
        g.strokeStyle = css('--line');
        g.lineWidth = 1;
        g.strokeRect(x + 0.5, top + 0.5, width - 1, Math.max(1, height - 1));
      } else {
        g.fillStyle = now[channel] > v ? (v >= LOUD ? css('--caution') : css('--fg')) : css('--line');
        g.fillRect(x, top, width, height);
      }
    }
    const peak = Math.max(...recent.map((r) => r[channel]).filter(known), -Infinity);
    if (!hollow && peak > FLOOR) {
      g.fillStyle = css('--fg');
      g.fillRect(x, y(Math.min(0, peak)), width, 2);
    }
  }
  g.fillStyle = css('--fg2');
  for (const v of [-9, -18, -36]) g.fillRect(w / 2 - 3, y(v), 6, 1);
}
