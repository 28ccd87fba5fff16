/* The stream of situations, and the page's own clock over it: what is older than two seconds is no news. */
const FRESH_MILLIS = 2000;
const REOPEN_MILLIS = 5000;
const RETRY_MILLIS = 1000;

/**
 * Hears the pack. `told(situation)` is called on each event, `tick(age, fresh)` four times a second with the seconds
 * since the last one (null: there was none yet).
 */
export function listen(told, tick) {
  let source = null;
  let heard = null;
  let opened = now();
  let retry = 0;

  function open() {
    clearTimeout(retry);
    retry = 0;
    source?.close();
    opened = now();
    source = new EventSource('/api/events');
    source.addEventListener('situation', (event) => {
      let situation;
      try {
        situation = JSON.parse(event.data);
      } catch {
        return; // half an event is no news
      }
      heard = now();
      told(situation);
      beat();
    });
    source.addEventListener('error', () => {
      source.close();
      if (!retry) retry = setTimeout(again, RETRY_MILLIS);
    });
  }

  /* An EventSource does not tell why it was refused: ask once whether this phone is still paired. */
  async function again() {
    try {
      const answer = await fetch('/api/situation', { cache: 'no-store', signal: AbortSignal.timeout(2000) });
      if (answer.status === 401) {
        location.replace('/pair');
        return;
      }
    } catch {
      // no answer: the next stream will tell
    }
    open();
  }

  function beat() {
    const age = heard === null ? null : since(heard);
    tick(age === null ? null : age / 1000, age !== null && age <= FRESH_MILLIS);
    // a stream can die without a word, in a tunnel or while the phone sleeps
    if (!retry && since(opened) > REOPEN_MILLIS && (age === null || age > REOPEN_MILLIS)) open();
  }

  setInterval(beat, 250);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && beat());
  open();
  beat();
}

/* Two clocks, because the steady one stands still while some phones sleep and the other can be set. */
const now = () => ({ steady: performance.now(), wall: Date.now() });
const since = (then) => Math.max(performance.now() - then.steady, Date.now() - then.wall);
