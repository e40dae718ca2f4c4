import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutation } from './mutations';
import { markOf, type Verdict } from './server-verdict';

const file = join(__dirname, 'server-verdicts.txt');
const letters: Readonly<Record<Verdict, string>> = { refuses: 'r', takes: 't', alters: 'a' };
const width = 120;

/** What a real server did with some mutations. */
export interface Recorded {
  readonly kubernetes: string;
  /** Of the mutations, in their order. */
  readonly mark: string;
  readonly verdicts: readonly Verdict[];
}

/** Reads what was written down. */
export function recorded(): Recorded {
  const [kubernetes = '', mark = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const of = new Map(Object.entries(letters).map(([verdict, letter]) => [letter, verdict as Verdict]));
  return { kubernetes, mark, verdicts: [...lines.join('')].map(letter => of.get(letter) ?? 'takes') };
}

/** Writes down what a server did. */
export function record(kubernetes: string, all: readonly Mutation[], verdicts: readonly Verdict[]): void {
  const text = verdicts.map(verdict => letters[verdict]).join('');
  const lines = Array.from({ length: Math.ceil(text.length / width) }, (_, at) => text.slice(at * width, (at + 1) * width));
  writeFileSync(file, `${[kubernetes, markOf(all), ...lines].join('\n')}\n`);
}
