interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const bounds: readonly Bounds[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const words: ReadonlySet<string> = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly']);

/** Whether a text is a schedule of a CronJob: five fields, or a word such as `@daily`. Source: robfig/cron v3, ParseStandard. */
export function isSchedule(text: string): boolean {
  if (text.includes('TZ')) return false;
  if (text.startsWith('@')) return words.has(text) || /^@every (?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(text);
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === bounds.length && fields.every((field, at) => field.split(',').every(part => isRange(part, bounds[at] as Bounds)))
  );
}

function isRange(part: string, bound: Bounds): boolean {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0))) return false;
  if (range === '*' || range === '?') return true;
  const [low = '', high, ...others] = range.split('-');
  if (others.length > 0) return false;
  const first = numberOf(low, bound);
  const end = high === undefined ? (step === undefined ? first : bound.most) : numberOf(high, bound);
  return first !== undefined && end !== undefined && first >= bound.least && end <= bound.most && first <= end;
}

function numberOf(text: string, { names, least }: Bounds): number | undefined {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + least;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

const areas: ReadonlySet<string> = new Set(
  'Africa America Antarctica Arctic Asia Atlantic Australia Brazil Canada Chile Etc Europe Indian Mexico Pacific US'.split(' '),
);
const alone: ReadonlySet<string> = new Set(
  (
    'CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan ' +
    'Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT UTC Universal W-SU WET Zulu'
  ).split(' '),
);

/** Whether a text can be a time zone: an area of the IANA database with a place, which is not looked up, or a zone without an area. */
export function isTimeZone(text: string): boolean {
  const [area = '', ...places] = text.split('/');
  if (places.length === 0) return alone.has(area);
  return areas.has(area) && places.length <= 2 && places.every(place => /^[A-Z0-9][A-Za-z_0-9+-]{0,13}$/.test(place));
}
