import type { Acknowledgement } from '../../domain/acknowledgement';
import { list, matches, type Shape, text } from './shape';
import { type Fields, fieldsOf, objectOf } from './typed-shape';

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(value: unknown): boolean {
  const [, year = '', month = '', day = ''] = (typeof value === 'string' && /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)) || [];
  const leap = month === '02' && Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  return day !== '' && Number(day) >= 1 && Number(day) <= (daysOfMonth[Number(month) - 1] ?? 0) + Number(leap);
}

/** A calendar day in the form `YYYY-MM-DD`. In this form, days compare as texts. */
export const day: Shape<string> = matches("a day such as '2027-03-31'", isDay);

export const acknowledgementFields: Fields<Acknowledgement> = fieldsOf<Acknowledgement>()({
  rule: text('the name of a rule, such as quorum/member-loss', /^[a-z0-9-]+\/[a-z0-9-]+$/),
  at: text('the place that the finding names'),
  reason: text('a reason on one line', /^(?=.*\S)[^\n]+$/),
  until: day,
});

export const acknowledgementsShape: Shape<readonly Acknowledgement[]> = list(objectOf<Acknowledgement>()(acknowledgementFields));
