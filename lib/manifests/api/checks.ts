import { type Fault, type Field, quoted } from '../objects/field';
import { dnsLabel, type Form, percent, portName } from './forms';

/** A text that is given must have a form. */
export function mustFit(faults: Fault[], field: Field, form: Form, fix: string): void {
  if (field.text !== '' && !form.fits(field.text)) faults.push(field.fault(`${field.name} ${quoted(field.text)} is not ${form.is}`, fix));
}

/** A text that is given must be one of these. */
export function mustBeOneOf(faults: Fault[], field: Field, allowed: readonly string[]): void {
  if (typeof field.value === 'string' && !allowed.includes(field.value)) {
    faults.push(
      field.fault(
        `${field.name} is ${quoted(field.value)}, which no server takes`,
        `write ${allowed.filter(text => text !== '').join(', ')}`,
      ),
    );
  }
}

/** As `mustBeOneOf`, where an empty text is as good as none. */
export function mayBeOneOf(faults: Fault[], field: Field, allowed: readonly string[]): void {
  if (field.text !== '') mustBeOneOf(faults, field, allowed);
}

/** A number that is given must be within bounds, which are included. */
export function mustBeWithin(faults: Fault[], field: Field, least: number, most: number = Number.POSITIVE_INFINITY): void {
  const { number } = field;
  if (number === undefined || (number >= least && number <= most)) return;
  const bounds = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `from ${least} to ${most}`;
  faults.push(field.fault(`${field.name} is ${number}`, `it must be ${bounds}`));
}

/** A port's number, or its name. */
export function mustBePort(faults: Fault[], field: Field): void {
  mustBeWithin(faults, field, 1, 65_535);
  if (typeof field.value === 'string' && !portName.fits(field.value)) {
    faults.push(
      field.fault(`${field.name} ${quoted(field.value)} is not ${portName.is}`, 'write the number without quotes, or the name of a port'),
    );
  }
}

/** A count, or a share in percent. */
export function mustBeShare(faults: Fault[], field: Field, limit: 'at most 100%' | 'any' = 'at most 100%'): void {
  mustBeWithin(faults, field, 0);
  if (typeof field.value !== 'string') return;
  if (!percent.fits(field.value))
    faults.push(
      field.fault(`${field.name} is ${quoted(field.value)}, which is not ${percent.is}`, 'write a number without quotes, or a share'),
    );
  else if (limit === 'at most 100%' && shareOf(field) > 100)
    faults.push(field.fault(`${field.name} is ${field.value}`, 'it must be 100% at most'));
}

/** The number, of percent or of pods, that a field means; 0 where it means none. */
export const shareOf = (field: Field): number => field.number ?? Number.parseInt(field.text, 10);

/** Names of items must differ; a server does not look at those that are empty. */
export function mustDiffer(faults: Fault[], fields: readonly Field[], what: string): void {
  const seen = new Set<string>();
  for (const field of fields) {
    if (field.text === '') continue;
    if (seen.has(field.text))
      faults.push(field.fault(`${field.name} ${quoted(field.text)} occurs twice`, `each ${what} must have its own`));
    seen.add(field.text);
  }
}

/** The names that are given of these fields: what an object may have one of. */
export const present = (object: Field, names: readonly string[]): readonly string[] => names.filter(name => object.at(name).given);

/** Not more than one of these may be given; and one must be, unless it may be none. */
export function mustHaveOne(faults: Fault[], object: Field, names: readonly string[], what: string, least: 0 | 1 = 1): void {
  const found = present(object, names);
  if (found.length > 1) faults.push(object.fault(`it has ${found.join(' and ')}`, `leave one of them: there is one ${what}`));
  else if (found.length < least) faults.push(object.fault(`it has no ${what}`, `give it one of ${names.join(', ')}`));
}

/** Namespaces are labels. */
export const mustBeNamespace = (faults: Fault[], field: Field): void => mustFit(faults, field, dnsLabel, 'rename the namespace');
