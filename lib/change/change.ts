import { type ChangeKind, changeKinds } from './catalogue';
import type { Verdict } from './kind-text';

/** Where something changes. */
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

/** One change between two outputs, and what may be done with it. */
export interface Change {
  readonly kind: ChangeKind;
  readonly verdict: Verdict;
  readonly place: Place;
  /** What was; null where there was nothing. */
  readonly before: string | null;
  /** What is now; null where there is nothing. */
  readonly after: string | null;
  /** What to do, with the names of this change filled in; empty where there is nothing to do. */
  readonly todo: string;
  /** Commands for whoever must do something. */
  readonly commands: readonly string[];
}

/** What a comparison found, before its kind judges it. */
export interface Found {
  readonly place: Place;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Whether a Raft group that it touches has formed. */
  readonly formed: boolean;
  /** What else the words of its kind refer to. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A change of a kind, judged by it. */
export function changeOf(kind: ChangeKind, { place, before, after, formed, values = {} }: Found): Change {
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
    commands: verdict === 'safe' ? [] : commands.map(fill),
  };
}

/** A change of a kind where two values differ. What one of the outputs does not say, as an older program wrote it, is no change. */
export function changeIfDifferent(kind: ChangeKind, found: Found): readonly Change[] {
  const { before, after } = found;
  return before === undefined || after === undefined || isSame(before, after) ? [] : [changeOf(kind, found)];
}

/** Whether two values of a document are the same. */
export const isSame = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);

/** So many characters of a value are shown: whoever wants all of it looks into the files. */
const mostCharacters = 80;

/** A value as it is shown; null for none. */
export function factText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = Array.isArray(value) ? value.map(plainText).join(', ') : plainText(value);
  const shown = text === '' ? 'empty' : text.replaceAll('\n', ' ');
  return shown.length > mostCharacters ? `${shown.slice(0, mostCharacters - 1)}…` : shown;
}

const plainText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Words with the values that they name in braces; what is not known stays in capitals, for whoever runs a command. */
const filled = (words: string, values: Readonly<Record<string, string | undefined>>): string =>
  words.replace(/\{([a-z]+)\}/g, (_, name: string) => values[name] ?? name.toUpperCase());
