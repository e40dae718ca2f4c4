import { type ChangeKind, changeKinds } from './catalogue';
import type { Verdict } from './kind-text';

/** The place of a change. */
export interface Place {
  readonly system?: string;
  readonly cluster?: string;
  readonly group?: string;
  /** Name of a DNS record. */
  readonly record?: string;
  /** An object, as `StatefulSet/settings`. */
  readonly object?: string;
  /** Path below the output folder. */
  readonly file?: string;
}

/** One change between two outputs, with its verdict. */
export interface Change {
  readonly kind: ChangeKind;
  readonly verdict: Verdict;
  readonly place: Place;
  /** The old value; null where there was none. */
  readonly before: string | null;
  /** The new value; null where there is none. */
  readonly after: string | null;
  /** What to do, with the names of this change filled in; empty where there is nothing to do. */
  readonly todo: string;
  /** The steps of the change, in order; empty where it takes none or they are not known. */
  readonly steps: readonly string[];
  /** Commands for the operator. */
  readonly commands: readonly string[];
}

/** A difference that a comparison found, before its kind gives the verdict. */
export interface Found {
  readonly place: Place;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Whether a Raft group that the change touches has formed. */
  readonly formed: boolean;
  /** The steps of the change, where they are known. */
  readonly steps?: readonly string[];
  /** Further values that the text of its kind names in braces. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Makes a change with the verdict and the text of its kind. */
export function changeOf(kind: ChangeKind, { place, before, after, formed, steps = [], values = {} }: Found): Change {
  const { todo, commands, ...text } = changeKinds[kind];
  const verdict = formed ? text.formed : text.unformed;
  const known = { ...place, before: factText(before) ?? 'none', after: factText(after) ?? 'none', ...values };
  const fill = (words: string): string => filled(words, known);
  return {
    kind,
    verdict,
    place,
    before: factText(before),
    after: factText(after),
    todo: verdict === 'safe' ? '' : fill(todo),
    steps,
    commands: verdict === 'safe' ? [] : commands.map(fill),
  };
}

/** Makes a change where two values differ. A value that one output lacks is no change: an older version wrote that output. */
export function changeIfDifferent(kind: ChangeKind, found: Found): readonly Change[] {
  const { before, after } = found;
  return before === undefined || after === undefined || isSame(before, after) ? [] : [changeOf(kind, found)];
}

/** Whether two values of a document are equal. */
export const isSame = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);

/** The most characters of a value that are shown. The files have the whole value. */
const mostCharacters = 80;

/** A value as text; null for no value. */
export function factText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = Array.isArray(value) ? value.map(plainText).join(', ') : plainText(value);
  const shown = text === '' ? 'empty' : text.replaceAll('\n', ' ');
  return shown.length > mostCharacters ? `${shown.slice(0, mostCharacters - 1)}…` : shown;
}

const plainText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** A text with its names in braces replaced by values. An unknown name stays in capitals, for the operator to fill in. */
const filled = (words: string, values: Readonly<Record<string, string | undefined>>): string =>
  words.replace(/\{([a-z]+)\}/g, (_, name: string) => values[name] ?? name.toUpperCase());
