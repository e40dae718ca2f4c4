import type { Finding } from './finding';

/** Something that was made from props and can report what is wrong with them. */
export interface Validated {
  /**
   * Findings about the props, each at its path below `at`. It is called before any other function, and no other function is called
   * after an error. @default - nothing is wrong
   */
  validate?(at: string): readonly Finding[];
}

/**
 * What a factory makes of its props. The props are checked together with the fleet. Missing props count as empty ones.
 *
 * `make` is not called with wrong props: a factory that throws would end the program at the first fault.
 * @param unmade returned in place of what cannot be made; only its `validate` is ever called
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
