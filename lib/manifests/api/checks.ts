import { type Fault, type Field, quoted } from '../objects/field';
import { dnsLabel, type Form, percent, portName } from './forms';

/** A text must have a form; an empty or missing one is not checked. */
export function mustFit(faults: Fault[], field: Field, form: Form, fix: string): void {
  if (field.text !== '' && !form.fits(field.text)) faults.push(field.fault(`${field.name} ${quoted(field.text)} is not ${form.is}`, fix));
}

/** A text must be one of these; a missing one is not checked. */
export function mustBeOneOf(faults: Fault[], field: Field, allowed: readonly string[]): void {
  if (typeof field.value === 'string' && !allowed.includes(field.value)) {
    faults.push(
      field.fault(
        `${field.name} is ${quoted(field.value)}, which the API server refuses`,
        `use ${allowed.filter(text => text !== '').join(', ')}`,
      ),
    );
  }
}

/** As `mustBeOneOf`, for fields where an empty text counts as missing. */
export function mayBeOneOf(faults: Fault[], field: Field, allowed: readonly string[]): void {
  if (field.text !== '') mustBeOneOf(faults, field, allowed);
}

/** A number must be within bounds, both included; a missing one is not checked. */
export function mustBeWithin(faults: Fault[], field: Field, least: number, most: number = Number.POSITIVE_INFINITY): void {
  const { number } = field;
  if (number === undefined || (number >= least && number <= most)) return;
  const bounds = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `from ${least} to ${most}`;
  faults.push(field.fault(`${field.name} is ${number}`, `set it to ${bounds}`));
}

/** A field must be the number or the name of a port. */
export function mustBePort(faults: Fault[], field: Field): void {
  mustBeWithin(faults, field, 1, 65_535);
  if (typeof field.value === 'string' && !portName.fits(field.value)) {
    faults.push(
      field.fault(`${field.name} ${quoted(field.value)} is not ${portName.is}`, 'write the number without quotes, or the name of a port'),
    );
  }
}

/** A field must be a count or a percentage. */
export function mustBeShare(faults: Fault[], field: Field, limit: 'at most 100%' | 'any' = 'at most 100%'): void {
  mustBeWithin(faults, field, 0);
  if (typeof field.value !== 'string') return;
  if (!percent.fits(field.value))
    faults.push(
      field.fault(`${field.name} is ${quoted(field.value)}, which is not ${percent.is}`, 'write a number without quotes, or a percentage'),
    );
  else if (limit === 'at most 100%' && shareOf(field) > 100)
    faults.push(field.fault(`${field.name} is ${field.value}`, 'set it to at most 100%'));
}

/** The number of a field, of pods or of percent. */
export const shareOf = (field: Field): number => field.number ?? Number.parseInt(field.text, 10);

/** Names of items must differ. Empty names are skipped, as the API server skips them. */
export function mustDiffer(faults: Fault[], fields: readonly Field[], what: string): void {
  const seen = new Set<string>();
  for (const field of fields) {
    if (field.text === '') continue;
    if (seen.has(field.text)) faults.push(field.fault(`${field.name} ${quoted(field.text)} occurs twice`, `give each ${what} its own`));
    seen.add(field.text);
  }
}

/** Which of these fields an object has. */
export const present = (object: Field, names: readonly string[]): readonly string[] => names.filter(name => object.at(name).given);

/** An object must have at most one of these fields, and at least `least`. */
export function mustHaveOne(faults: Fault[], object: Field, names: readonly string[], what: string, least: 0 | 1 = 1): void {
  const found = present(object, names);
  if (found.length > 1) faults.push(object.fault(`it has ${found.join(' and ')}`, `keep one of them: only one ${what} is allowed`));
  else if (found.length < least) faults.push(object.fault(`it has no ${what}`, `set one of ${names.join(', ')}`));
}

/** The name of a namespace must be a DNS label. */
export const mustBeNamespace = (faults: Fault[], field: Field): void => mustFit(faults, field, dnsLabel, 'rename the namespace');
