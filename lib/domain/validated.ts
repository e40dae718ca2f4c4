import type { Finding } from './finding';

/** Something that was made from props, and can say what is wrong with them. */
export interface Validated {
  /**
   * What is wrong with what it was made from, each at its place below `at`. It is asked before anything else, and nothing else is asked
   * of what has an error. @default - nothing is wrong
   */
  validate?(at: string): readonly Finding[];
}

/**
 * What a factory makes of its props, which are checked with the fleet. No props at all are as good as empty ones.
 *
 * Wrong props are not looked into, since a factory that fails would end the program at the first of them.
 * @param unmade what stands in the place of what cannot be made; nobody asks it anything but what is wrong
 */
export function validatedFrom<Props extends object, Strategy extends Validated>(
  props: Props | undefined,
  check: (props: unknown, at: string) => readonly Finding[],
  make: (props: Props) => Strategy,
  unmade: Strategy,
): Strategy {
  const given = props === undefined ? ({} as Props) : props;
  const validate = (at: string): readonly Finding[] => check(given, at);
  return Object.freeze({ ...(validate('').length === 0 ? make(given) : unmade), validate });
}
