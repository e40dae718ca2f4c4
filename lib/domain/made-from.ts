/** The type of what a factory makes: its own fields and the given props. Where both have a field, the prop wins. */
export type Made<Own extends object, Props extends object> = Readonly<
  Omit<Props, keyof Own> & {
    [Key in keyof Own]: Key extends keyof Props ? Own[Key] | Exclude<Props[Key], undefined> : Own[Key];
  }
>;

/**
 * A frozen object with a factory's own fields and the given props. A prop that is undefined counts as left out.
 *
 * Props that are not an object are returned as they are. Spread into an object they would be lost, and the check of the fleet could not
 * report them at the place where the user put them.
 */
export function madeFrom<const Own extends object, Props extends object>(own: Own, props: Props | undefined): Made<Own, Props> {
  if (props !== undefined && !hasFields(props)) return props as Made<Own, Props>;
  const given = Object.entries(props ?? {}).filter(([, value]) => value !== undefined);
  return Object.freeze({ ...own, ...Object.fromEntries(given) }) as Made<Own, Props>;
}

/** Whether the fields of a value are props that a user wrote. The fields of a list or of a promise are not. */
const hasFields = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as { readonly then?: unknown }).then !== 'function';
