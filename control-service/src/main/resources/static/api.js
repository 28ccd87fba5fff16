/* Calls to the pack. Nothing here throws: an answer that does not come is an answer too. */
import { words } from './words.js';

/** For what Speedify is asked: it takes its time, and the pack waits eight seconds for it. */
export const SPEEDIFY_MILLIS = 10000;

/**
 * @returns {Promise<{ok: boolean, status: number, body: object|null, sentence: string|null}>} status 0 means that no
 *   answer came in time; sentence is what to tell the operator when it is not ok
 */
export async function call(method, path, body, limit = 6000) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), limit);
  try {
    const answer = await fetch(path, {
      method,
      signal: stop.signal,
      cache: 'no-store',
      headers: body === undefined ? {} : { 'Content-Type': body instanceof Blob ? body.type : 'application/json' },
      body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
    });
    const type = answer.headers.get('Content-Type') ?? '';
    const json = type.includes('json') ? await answer.json() : null;
    if (answer.status === 401 && path !== '/api/pair') location.replace('/pair');
    return { ok: answer.ok, status: answer.status, body: json, sentence: answer.ok ? null : json?.detail ?? words.refused };
  } catch {
    return { ok: false, status: 0, body: null, sentence: words.noAnswer };
  } finally {
    clearTimeout(timer);
  }
}
