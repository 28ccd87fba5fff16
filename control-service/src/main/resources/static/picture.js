/* The picture, asked for while somebody looks: twice a second at most, one question at a time, none when hidden. */
import { $, text } from './dom.js';
import { ms } from './format.js';
import { words } from './words.js';

const EVERY_MILLIS = 500;
const AFTER_FAILURE_MILLIS = 2000;
const LIMIT_MILLIS = 5000;
const OLD_MILLIS = 3000;

let wish = null; // {path, onAir} or null: nobody looks, or nothing is known
let running = null;
let timer = 0;
let at = 0; // when the picture shown was fetched
let shownFor = null; // what the shown picture is

/** Says which picture is wanted from now on. */
export function show(path, onAir) {
  const same = wish && path && wish.path === path;
  wish = path ? { path, onAir } : null;
  if (same) return caption();
  running?.abort();
  clearTimeout(timer);
  running = null;
  if (wish) fetchOne();
}

async function fetchOne() {
  const mine = new AbortController();
  running = mine;
  const began = performance.now();
  const asked = wish;
  let wait = AFTER_FAILURE_MILLIS;
  const limit = setTimeout(() => mine.abort(), LIMIT_MILLIS);
  try {
    const answer = await fetch(asked.path, { signal: mine.signal, cache: 'no-store' });
    if (answer.ok) {
      draw(await createImageBitmap(await answer.blob()));
      shownFor = asked.path;
      at = performance.now();
      wait = EVERY_MILLIS;
    } else if (answer.status === 404) {
      clear();
    }
  } catch {
    // no picture came: the old one stays and gets its age
  } finally {
    clearTimeout(limit);
  }
  if (running !== mine) return;
  running = null;
  caption();
  if (wish) timer = setTimeout(fetchOne, Math.max(50, wait - (performance.now() - began)));
}

function draw(bitmap) {
  const canvas = $('picture');
  if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
  }
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
  bitmap.close();
}

function clear() {
  const canvas = $('picture');
  canvas.getContext('2d').clearRect(0, 0, canvas.width, canvas.height);
  shownFor = null;
}

/** Writes whose picture it is, and its age when it is old. */
export function caption() {
  const has = shownFor !== null;
  const age = performance.now() - at;
  const old = has && (!wish || age > OLD_MILLIS);
  $('nopicture').hidden = has;
  text('nopicture', words.noPicture);
  $('sees').hidden = !has;
  text('sees', old ? words.oldPicture : wish?.onAir ? words.viewersSee : words.onlyYou);
  text('age', old ? words.old(ms(age / 1000)) : '');
}
