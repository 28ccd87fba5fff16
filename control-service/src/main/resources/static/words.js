/*
 * Every string of the page, in one table. Another language is another table of the same shape. The sentences of faults
 * and cautions are not here: they come with the report, so that lamp, log, API and page say the same.
 */
const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const and = (list) => (list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`);

function countryName(code) {
  try {
    return new Intl.DisplayNames(['en'], { type: 'region' }).of(code.toUpperCase());
  } catch {
    return code.toUpperCase();
  }
}

const en = {
  // frame
  tabAir: 'On air', tabRecordings: 'Recordings', tabSettings: 'Settings', sunlight: 'Sunlight colours', yes: 'Yes', no: 'No',

  // plate: the word of each state
  word: {
    idle: 'OFF AIR', starting: 'STARTING', stopping: 'STOPPING', live: 'LIVE', hot: 'LIVE', reconnecting: 'RECONNECTING',
    slate: 'SLATE', privacy: 'PRIVATE', fault: 'FAULT', stale: 'NO NEWS',
  },
  was: {
    idle: 'It was off air.', starting: 'It was starting.', stopping: 'It was stopping.', live: 'It was live.', hot: 'It was live.',
    reconnecting: 'It was reconnecting.', slate: 'It showed the slate.', privacy: 'It was private.', fault: 'It had a fault.',
  },
  // plate: what the clock counts
  onAir: 'on air', offAir: 'off air', notOnAir: 'not on air', sinceAsked: 'since the order', ago: 'ago',

  // plate: what is so, what to do
  nobodySees: 'Nobody sees you.',
  ready: (things) => `Ready: ${and(things)}.`,
  nothingReady: 'Nothing is plugged in.',
  camera: 'camera', testPicture: 'test picture', sound: 'sound', testTone: 'test tone', key: 'key',
  someLinks: (n) => `${COUNTS[n] ?? n} link${n === 1 ? '' : 's'}`,
  noKeyYet: 'No stream key yet.',
  asked: 'Asked for live. Not on air yet.', askedOnAir: 'Asked for live. The first pictures are through.',
  askedStop: 'Asked to stop. Still on air.', askedStopOff: 'Asked to stop. Off air already.',
  viewers: (sees, hears) => `Viewers see ${sees} and hear ${hears}.`,
  seeCamera: 'the camera', seeTest: 'the test picture', seeFile: 'the recording', seeStill: 'a still picture', seeSlate: 'the slate',
  hearYou: 'you', hearTone: 'the test tone', hearFile: 'its sound', hearNothing: 'nothing',
  notArriving: (service) => `Nothing has reached ${service} for two seconds.`,
  stillThere: 'Nothing to do yet.',
  slowOne: (link) => `${link} is slow; the others carry.`,
  badOne: (link) => `${link} loses data; the others carry.`,
  downOne: (link) => `${link} is down; the others carry.`,
  noLink: 'No link. Viewers wait.',
  lostService: (service) => `The connection to ${service} is gone. Viewers wait.`,
  nothingToDo: 'Nothing to do yet.',
  slateNoCamera: 'No camera. Viewers see the slate.', checkPlug: 'Check the HDMI plug and the stick.',
  aFault: 'The stream has stopped.',
  theService: 'the service',
  noWordYet: 'No word from the pack yet.',
  packSilent: 'The pack does not answer.', encoderSilent: 'The encoder does not answer.',
  trustLamps: 'Trust the lamps on the strap.', waitOrRestart: 'If it stays so, restart the pack.',

  // the way out of a fault
  fix: { key: 'Change the key', destination: 'Change the destination', recordings: 'Delete recordings' },
  putKey: 'Put it in',

  // picture, sound, lost frames, pack
  eyeLabel: 'Picture, sound and lost frames', pictureLabel: 'Picture',
  viewersSee: 'Viewers see this', onlyYou: 'Only you see this', oldPicture: 'Old picture', noPicture: 'No picture',
  old: (age) => `${age} old`,
  soundLabel: 'Sound level', soundOn: 'SOUND', soundMuted: 'MUTED', soundNone: 'NONE',
  decibels: (left, right) => (right === undefined ? `${left} decibels` : `${left} and ${right} decibels`),
  noLevel: 'unknown',
  lostLabel: 'Frames lost, by place', lostCapture: 'Capture', lostEncode: 'Encode', lostUplink: 'Uplink', lostTitle: 'Frames lost',
  packLabel: 'The pack', recording: 'Recording', notRecording: 'Not recording', recordingStopped: 'Recording stopped', free: 'free',

  // controls
  actLabel: 'Controls', goLive: 'Go live', stop: 'Stop', cancel: 'Cancel', giveUp: 'Give up',
  holdOne: 'Hold one second', keepHolding: 'Keep holding', sending: 'Sending', useStrap: 'Use the strap', waiting: 'Waiting for the pack',
  sureLive: 'Go live now?', sureStop: 'Stop the stream?',
  noAnswer: 'The pack did not answer; nothing was done. Try again, or use the strap.',
  refused: 'The pack refused that; nothing was done.',

  // bitrate
  rateLabel: 'Bitrate, last five minutes', sent: 'Sent', target: 'Target', capacity: 'Capacity',
  minutes: ['5 min', '4', '3', '2', '1', 'now'],
  chartLabel: (sent, target, capacity) =>
    `Last five minutes. Sent ${sent ?? 'unknown'}, target ${target ?? 'unknown'}, capacity ${capacity ?? 'unknown'} megabits a second.`,

  // links
  links: 'Links', link: 'Link', loss: 'Loss', data: 'Data, GB', noCap: 'no cap', of: 'of', noLinks: 'No links found.', standby: 'Standby',
  nameOf: (id) => `Name of ${id}`, nameHow: 'Empty: its own name.', save: 'Save', resting: { backup: 'Backup', never: 'Not used' },

  // one link: when it is used, what it may take
  policy: {
    use: { automatic: 'As Speedify decides', always: 'Always', secondary: 'When the others are full', backup: 'Only when no other is up', never: 'Never' },
    unknown: 'Not known', sliding: 'Last 30 days', onDay: (n) => `From day ${n}`, rests: 'It rests', slows: (n) => `Slow, ${n} Mb/s`,
    amount: 'Give gigabytes as a number, such as 20 or 1.5. Empty: no cap.',
  },
  linkUse: 'Use it', capDay: 'Cap a day, GB', capMonth: 'Cap a month, GB', capReset: 'Month counts', capOver: 'When used up',

  // the bond
  bondTitle: 'Speedify', bondMode: 'Mode', bondTransport: 'Transport', bondServer: 'Server',
  bond: {
    says: (mode, server) => ['Speedify', mode?.toLowerCase(), server].filter(Boolean).join(', '),
    modes: { streaming: 'Streaming', redundant: 'Redundant', speed: 'Speed' },
    transports: { auto: 'Automatic', udp: 'UDP', tcp: 'TCP', 'tcp-multi': 'TCP, several', https: 'HTTPS' },
    unknown: 'Not known', asIs: (server) => (server ? `As it is, ${server}` : 'As it is'), closest: 'The closest', countries: 'Countries', servers: 'Servers',
    country: (code) => countryName(code), connect: 'Connect', disconnect: 'Disconnect', asking: 'Asking Speedify.',
    changed: (list) => `Set for the stream, set back after it: ${and(list)}.`,
    sure: 'You are live. This disturbs the stream for some seconds. Do it?',
  },
  verdict: { good: 'Good', weak: 'Slow', bad: 'Losing data', down: 'Down' },
  session: 'This session', logEmpty: 'Nothing yet.',

  // settings
  set: {
    destination: 'Destination', service: 'Service', url: 'Address, without the key', key: 'Stream key', keySet: 'set, never shown', keyUnset: 'not set',
    keyType: 'Type to replace it', keyPut: 'Put it in', keyForget: 'Forget the key', sureForget: 'Forget the stream key? Going live needs a new one.',
    services: { twitch: 'Twitch', youtube: 'YouTube', custom: 'Own server (RTMP, RTMPS, SRT)' },
    camera: 'Camera', source: 'Source', device: 'File or address', size: 'Size', rate: 'Frames a second',
    cameraAuto: 'The first camera found', sourceTest: 'Test picture', sourceFile: 'A file', sourceUrl: 'A network camera',
    absent: (name) => `${name} (not plugged in)`,
    frozenIsLost: 'Show the slate when the picture stands still',
    slate: 'Slate', slatePicture: 'What viewers see without a camera', slateOwn: 'your picture', slateBuiltIn: 'the built-in one', slateSending: 'sending',
    slateBack: 'Back to the built-in one', slateUnreadable: 'This picture cannot be read. Choose a PNG or a JPEG.',
    slateNote: 'A picture counts at once, on air too.',
    picture: 'Bitrate', ceiling: 'Picture', ceilingUnit: (n) => `${n} Mb/s`, encoder: 'Encoder',
    encoders: { auto: 'The best that works', libx264: 'Software (libx264)', h264_v4l2m2m: 'Hardware (h264_v4l2m2m)' },
    sound: 'Sound', microphone: 'Microphone', soundAuto: 'The capture stick’s own, else the first', soundTest: 'Test tone', soundNone: 'None (silence)',
    delay: 'Delay, ms', gain: 'Gain, dB', mute: 'Mute',
    recording: 'Recording', recordWhen: 'Record', recordWhens: { live: 'While live', always: 'Always', never: 'Never' },
    keepFree: 'Keep free, MB (0: 2 GB, or a tenth of a small disk)', recordNow: 'Counts at once. While live means: from going live to stopping, whatever becomes of the connection.',
    pack: 'This pack', pairOther: 'Pair another phone', pairOne: (minutes) => `Scan this with the other phone, or type the code on its pairing page. It works once, for ${minutes} minutes.`,
    pairFixed: 'Scan this with the other phone, or type the code on its pairing page. It is the fixed code of the configuration.',
    square: 'Square code with the pairing link',
    nextTime: 'While live, a change counts the next time you go live.', mixNow: 'Delay, gain and mute count at once.',
    unchanged: 'Nothing changed.', changed: 'Not applied yet.', applying: 'Applying.', applied: 'Applied.', appliedNext: 'Applied. It counts the next time you go live.',
    mend: (n) => (n === 1 ? 'One thing to mend first.' : `${COUNTS[n] ?? n} things to mend first.`), apply: 'Apply',
    loading: 'Asking the pack.', number: 'Give a whole number.',
  },

  // recordings
  rec: {
    none: 'Nothing is recorded yet.', sum: (n, gb) => `${n === 1 ? 'One recording' : `${n} recordings`}, ${gb} GB.`,
    state: { recording: 'Recording', remuxing: 'Closing', closed: '' },
    download: 'Download', remove: 'Delete', sureRemove: (name) => `Delete the recording of ${name}? It cannot be brought back.`,
    parts: (n) => `${n} parts`, size: (gb) => `${gb} GB`, someTime: 'Some time ago',
  },

  // pairing
  pairTitle: 'Pair this phone',
  pairHow: 'Scan the square code in the pack’s log, or type the eight letters and digits that stand below it.',
  pairCode: 'Pairing code', pair: 'Pair',
  pairOther: 'A phone that is paired can pair another: Settings, This pack. A code works once; opening this page puts a new one into the log when there is none.',
  pairShort: 'A code has eight letters or digits.', pairing: 'Asking the pack.',
};

const tables = { en };

/** The strings in the language of the document. */
export const words = tables[document.documentElement.lang] ?? en;

/** Puts the fixed strings into the elements that ask for them: data-t for text, data-ta for a label. */
export function label(root = document) {
  for (const element of root.querySelectorAll('[data-t]')) element.textContent = words[element.dataset.t];
  for (const element of root.querySelectorAll('[data-ta]')) element.setAttribute('aria-label', words[element.dataset.ta]);
}
