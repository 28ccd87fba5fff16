/*
 * What the plate says of a situation: which word, for how long, what viewers get, what to do. Pure: a situation goes
 * in, words come out, nothing is drawn here and nothing is guessed.
 */
import { known } from './format.js';
import { words } from './words.js';

/**
 * @param situation the last one that was heard, or null
 * @param age seconds since it was heard, by the page's own clock, or null
 * @param fresh whether that is young enough to be believed
 */
export function face(situation, age, fresh) {
  const report = situation?.encoder?.report ?? null;
  if (!fresh || !report || situation.state === 'stale') return silent(situation, report, age, fresh);
  const state = situation.state in words.word ? situation.state : 'fault';
  const since = age ?? 0;
  const facts = { state, shape: SHAPE[state] ?? state, word: words.word[state], onAir: report.onAir === true, fresh: true, act: '', fix: null, used: null };
  return { ...facts, ...timed(state, report, since), ...SAYS[state](report, situation) };
}

const SHAPE = { hot: 'live', stopping: 'starting' };

/* While live the clock is the session's; while something is on its way, how long it has been. */
function timed(state, report, since) {
  const onAir = report.onAir === true;
  const session = known(report.liveSeconds) && onAir && !['starting', 'reconnecting', 'fault'].includes(state);
  const seconds = session ? report.liveSeconds : report.stateSeconds;
  const note = { starting: words.sinceAsked, fault: onAir ? words.onAir : words.notOnAir }[state] ?? (onAir ? words.onAir : words.offAir);
  return { seconds: known(seconds) ? seconds + since : null, note };
}

function silent(situation, report, age, fresh) {
  const base = { state: 'stale', shape: 'stale', word: words.word.stale, onAir: null, fresh: false, fix: null, used: null, note: words.ago };
  if (!situation) return { ...base, seconds: null, say: words.noWordYet, act: words.trustLamps };
  const encoderOnly = fresh;
  const was = report && words.was[report.state] ? ` ${words.was[report.state]}` : '';
  const gone = situation.encoder?.unreachableSeconds ?? 0;
  return {
    ...base,
    seconds: encoderOnly ? (report ? gone + age : null) : age + gone,
    say: (encoderOnly ? words.encoderSilent : words.packSilent) + was,
    act: encoderOnly ? words.waitOrRestart : words.trustLamps,
  };
}

const service = (report) => report.destination?.name ?? words.theService;
const first = (cautions, codes) => cautions.find((c) => codes.some((code) => c.code === code));

function seen(report) {
  const capture = report.capture ?? {};
  const sound = report.sound ?? {};
  const sees = capture.delivering === false ? words.seeStill : { test: words.seeTest, file: words.seeFile }[capture.source] ?? words.seeCamera;
  const silentTrack = sound.muted || sound.source === 'none' || sound.delivering === false;
  const hears = silentTrack ? words.hearNothing : { test: words.hearTone, file: words.hearFile }[sound.source] ?? words.hearYou;
  return words.viewers(sees, hears);
}

/* One bad link among good ones is worth a sentence, because the bond hides it from the picture. */
function limping(situation) {
  const links = situation.links ?? [];
  const told = (situation.cautions ?? []).some((c) => c.code === 'link-down');
  const poor = links.filter((link) => link.verdict !== 'good' && !(told && link.verdict === 'down'));
  if (poor.length !== 1 || links.length < 2) return '';
  const say = { weak: words.slowOne, bad: words.badOne, down: words.downOne }[poor[0].verdict];
  return say ? ` ${say(poor[0].name)}` : '';
}

function live(report, situation) {
  if (report.onAir !== true) return { say: words.notArriving(service(report)), act: words.stillThere };
  return { say: seen(report) + limping(situation) };
}

function idle(report, situation) {
  const capture = report.capture ?? {};
  const sound = report.sound ?? {};
  const up = (situation.links ?? []).filter((link) => link.up).length;
  const things = [
    capture.delivering ? (capture.source === 'test' ? words.testPicture : words.camera) : null,
    sound.delivering && sound.source !== 'none' ? (sound.source === 'test' ? words.testTone : words.sound) : null,
    report.destination?.keySet ? words.key : null,
    up ? words.someLinks(up) : null,
  ].filter(Boolean);
  if (report.destination?.keySet === false) {
    const known = first(situation.cautions ?? [], ['key-not-set']);
    return { say: known?.sentence ?? words.noKeyYet, act: words.nobodySees, fix: { label: words.putKey, to: 'key' }, used: known ?? null };
  }
  return { say: things.length ? words.ready(things) : words.nothingReady, act: words.nobodySees };
}

function reconnecting(report, situation) {
  const told = first(situation.cautions ?? [], ['ingest-dropped', 'ingest-unreachable', 'link-down', 'certificate-refused', 'clock-not-set']);
  if (told) return { say: told.sentence, act: told.advice ?? words.nothingToDo, used: told };
  const links = situation.links ?? [];
  const noLink = links.length > 0 && links.every((link) => !link.up);
  return { say: noLink ? words.noLink : words.lostService(service(report)), act: words.nothingToDo };
}

function slate(report, situation) {
  const told = first(situation.cautions ?? [], ['camera-missing', 'camera-busy', 'camera-no-signal', 'camera-frozen', 'format-refused']);
  return { say: told?.sentence ?? words.slateNoCamera, act: told ? told.advice ?? '' : words.checkPlug, used: told ?? null };
}

function fault(report) {
  const it = report.fault;
  if (!it) return { say: words.aFault };
  const label = it.code === 'key-not-set' ? words.putKey : words.fix[it.fix];
  // the button says what to do; saying it twice helps nobody
  return { say: it.sentence, act: label ? '' : it.advice ?? '', fix: label ? { label, to: it.fix } : null, used: it };
}

const SAYS = {
  idle,
  starting: (report) => ({ say: report.onAir ? words.askedOnAir : words.asked }),
  stopping: (report) => ({ say: report.onAir ? words.askedStop : words.askedStopOff }),
  live,
  hot: live,
  reconnecting,
  slate,
  privacy: () => ({ say: words.viewers(words.seeSlate, words.hearNothing) }),
  fault,
};

/** What the hold would do now: the opposite of what was ordered, named by what is so. */
export function holdFor(situation, state) {
  const wanted = situation?.encoder?.report?.order?.wanted;
  if (wanted !== 'live') return { wanted: 'live', does: 'live', label: words.goLive };
  const label = { starting: words.cancel, reconnecting: words.giveUp, fault: words.giveUp }[state] ?? words.stop;
  return { wanted: 'idle', does: 'stop', label };
}
