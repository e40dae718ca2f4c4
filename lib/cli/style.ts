/** How parts of a text are highlighted. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

const unchanged = (text: string): string => text;

/** No highlighting. */
export const plain: Style = {
  bold: unchanged,
  dim: unchanged,
  red: unchanged,
  yellow: unchanged,
  green: unchanged,
  cyan: unchanged,
};

const sequence =
  (begin: number, end: number) =>
  (text: string): string =>
    text === '' ? '' : `\u001b[${begin}m${text}\u001b[${end}m`;

/** Highlighting by the escape sequences of ECMA-48, which every terminal supports. */
export const coloured: Style = {
  bold: sequence(1, 22),
  dim: sequence(2, 22),
  red: sequence(31, 39),
  yellow: sequence(33, 39),
  green: sequence(32, 39),
  cyan: sequence(36, 39),
};

/** The environment variables about colours. */
export interface ColourPreferences {
  readonly NO_COLOR?: string | undefined;
  readonly FORCE_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
}

/** Colours on a terminal that has them, unless the environment switches them off. `FORCE_COLOR` overrides all, as in Node. */
export function styleOf(isTerminal: boolean, { NO_COLOR, FORCE_COLOR, TERM }: ColourPreferences): Style {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR === '0' || FORCE_COLOR === 'false' ? plain : coloured;
  return isTerminal && !NO_COLOR && TERM !== 'dumb' ? coloured : plain;
}

/** Characters that move the cursor, change colours, break lines, or change the direction of writing. */
const active = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text from a file, safe to print on one line of a terminal: control characters are shown as their numbers. */
export const printable = (text: string): string =>
  text.replace(active, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
