/** How parts of a text are set off. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

const as = (text: string): string => text;

/** Not at all. */
export const plain: Style = { bold: as, dim: as, red: as, yellow: as, green: as, cyan: as };

const sequence =
  (begin: number, end: number) =>
  (text: string): string =>
    text === '' ? '' : `\u001b[${begin}m${text}\u001b[${end}m`;

/** By the escape sequences of ECMA-48, which every terminal knows. */
export const coloured: Style = {
  bold: sequence(1, 22),
  dim: sequence(2, 22),
  red: sequence(31, 39),
  yellow: sequence(33, 39),
  green: sequence(32, 39),
  cyan: sequence(36, 39),
};

/** What the environment says of colours. */
export interface ColourPreferences {
  readonly NO_COLOR?: string | undefined;
  readonly FORCE_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
}

/** Colours on a terminal that has them, unless the environment says otherwise; `FORCE_COLOR` has the last word, as in Node. */
export function styleOf(isTerminal: boolean, { NO_COLOR, FORCE_COLOR, TERM }: ColourPreferences): Style {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR === '0' || FORCE_COLOR === 'false' ? plain : coloured;
  return isTerminal && !NO_COLOR && TERM !== 'dumb' ? coloured : plain;
}

/** What moves the cursor, changes colours, breaks lines, or turns the direction of writing. */
const active = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text out of a file, on one line, that cannot do anything to a terminal: what could is shown as its number. */
export const printable = (text: string): string =>
  text.replace(active, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
