/** What a factory says itself, and beside it what it was given; where both say something, what it was given. */
export type Made<Own extends object, Props extends object> = Readonly<
  Omit<Props, keyof Own> & {
    [Key in keyof Own]: Key extends keyof Props ? Own[Key] | Exclude<Props[Key], undefined> : Own[Key];
  }
>;

/**
 * What a factory makes of its own part and of its props. A prop that is undefined counts as left out.
 *
 * What is no object is handed on as it is: spread into one it would be lost, and nobody could say any more that it was wrong. The check
 * of the fleet says so, at the place where it was put.
 */
export function madeFrom<const Own extends object, Props extends object>(own: Own, props: Props | undefined): Made<Own, Props> {
  if (props !== undefined && !hasFields(props)) return props as Made<Own, Props>;
  const given = Object.entries(props ?? {}).filter(([, value]) => value !== undefined);
  return Object.freeze({ ...own, ...Object.fromEntries(given) }) as Made<Own, Props>;
}

/** Whether fields of a value are what its author wrote: those of a list or a promise are not. */
const hasFields = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as { readonly then?: unknown }).then !== 'function';
