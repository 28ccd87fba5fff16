/*
 * A press is a wish, a second of pressing is an order. Enter and Space are held as with the thumb; a click that comes
 * without pointer and key is a screen reader's, and is asked instead of timed.
 */
const HOLD_MILLIS = 1000;

/** Makes a button one to hold, while `ready()` says so. `done` is called after the second, `ask` in place of it for a screen reader. */
export function holdable(button, { ready, done, ask, holding }) {
  let began = 0;
  let frame = 0;
  let keyed = false;

  function step(now) {
    const part = Math.min(1, Math.max(0, (now - began) / HOLD_MILLIS));
    button.style.setProperty('--p', part);
    if (part < 1) {
      frame = requestAnimationFrame(step);
      return;
    }
    release();
    navigator.vibrate?.(40);
    done();
  }
  function press() {
    if (button.disabled || frame || !ready()) return;
    began = performance.now();
    button.classList.add('held');
    holding(true);
    frame = requestAnimationFrame(step);
  }
  function release() {
    if (!frame) return;
    cancelAnimationFrame(frame);
    frame = 0;
    button.classList.remove('held');
    button.style.setProperty('--p', 0);
    holding(false);
  }
  const isKey = (event) => event.key === ' ' || event.key === 'Enter';

  button.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    button.setPointerCapture(event.pointerId);
    press();
  });
  for (const name of ['pointerup', 'pointercancel', 'blur']) button.addEventListener(name, release);
  button.addEventListener('keydown', (event) => {
    if (!isKey(event)) return;
    event.preventDefault();
    keyed = true;
    if (!event.repeat) press();
  });
  button.addEventListener('keyup', (event) => {
    if (!isKey(event)) return;
    event.preventDefault();
    release();
  });
  // on the window: a button that was switched off meanwhile hears of no key
  addEventListener('keyup', () => setTimeout(() => { keyed = false; }), true);
  button.addEventListener('contextmenu', (event) => event.preventDefault());
  button.addEventListener('click', (event) => {
    // no pointer and no key: a screen reader
    if (event.detail === 0 && !keyed && !button.disabled && ready()) ask();
  });
  return { release };
}
