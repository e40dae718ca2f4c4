import { list, matches, object, type Shape, text } from './shape';

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(value: unknown): boolean {
  const [, year = '', month = '', day = ''] = (typeof value === 'string' && /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)) || [];
  const leap = month === '02' && Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  return day !== '' && Number(day) >= 1 && Number(day) <= (daysOfMonth[Number(month) - 1] ?? 0) + Number(leap);
}

/** A day of the calendar. Days written so are in order as texts. */
export const day: Shape = matches("a day such as '2027-03-31'", isDay);

export const acknowledgementFields: Readonly<Record<string, Shape>> = {
  rule: text('the name of a rule, such as quorum/member-loss', /^[a-z0-9-]+\/[a-z0-9-]+$/),
  at: text('the place that the finding names'),
  reason: text('a reason on one line', /^(?=.*\S)[^\n]+$/),
  until: day,
};

export const acknowledgementsShape: Shape = list(object(acknowledgementFields));
