/* Figures as people read them. null and undefined mean unknown and become a dash. */
export const DASH = '–';
const two = (n) => String(n).padStart(2, '0');

/** Seconds as 0:42:18. */
export function hms(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** Seconds as 42:18, without the hours while there are none. */
export const ms = (seconds) => (seconds >= 3600 ? hms(seconds) : `${Math.floor(Math.max(0, seconds) / 60)}:${two(Math.floor(Math.max(0, seconds)) % 60)}`);

export const known = (value) => value !== null && value !== undefined && Number.isFinite(value);
const or = (value, show) => (known(value) ? show(value) : DASH);

export const megabits = (bits) => or(bits, (b) => (b / 1e6).toFixed(1));
export const millis = (seconds) => or(seconds, (s) => String(Math.round(s * 1000)));
export const percent = (ratio) => or(ratio, (r) => `${(r * 100).toFixed(1)}\u00a0%`);
export const gigabytes = (bytes) => or(bytes, (b) => (b / 1e9).toFixed(b < 99.5e9 ? 1 : 0));
export const count = (n) => or(n, (v) => (v < 100000 ? String(v) : `${Math.floor(v / 1000)}k`));

/** The time of day of an instant, in the phone's own zone. */
export function clock(at) {
  const d = new Date(at);
  return Number.isNaN(d.getTime()) ? DASH : `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
}
