import fc from 'fast-check';

/** A value, or none. @param weight how much oftener it is given than left out */
export const given = <Value>(value: fc.Arbitrary<Value>, weight = 1): fc.Arbitrary<Value | undefined> =>
  weight === 0
    ? fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
    : fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight, arbitrary: value });

/** Leaves out what is undefined: a field that is not given is not there. */
export const compactly = <Fields extends object>(fields: Fields): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
