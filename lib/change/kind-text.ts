/**
 * What may be done with a change. `safe`: commit it. `in-steps`: one commit would harm, several proven ones do not. `needs-somebody`: a
 * person must do or look at something that no file does. `never`: there is no safe way to this; there is another one to what is wanted.
 */
export type Verdict = 'never' | 'needs-somebody' | 'in-steps' | 'safe';

/** All verdicts, the one that matters most first. */
export const verdicts: readonly Verdict[] = ['never', 'needs-somebody', 'in-steps', 'safe'];

/** What is said of one kind of change, wherever it happens. Words in braces stand for what a change says of itself: `{system}`. */
export interface KindText {
  /** What changes, as a heading. */
  readonly changes: string;
  /** The verdict while no Raft group has formed that it touches. */
  readonly unformed: Verdict;
  /** The verdict once one has. */
  readonly formed: Verdict;
  /** What it does to a group that has formed, in one sentence. */
  readonly why: string;
  /** What to do about it, as an imperative; empty where there is nothing to do. */
  readonly todo: string;
  /** Commands for whoever must do something. */
  readonly commands: readonly string[];
  /** Where that is known from. */
  readonly source: string;
}

/** One line of the table of changes. @param judged the verdicts before and after the group has formed */
export const line = (
  changes: string,
  [unformed, formed]: readonly [unformed: Verdict, formed: Verdict],
  why: string,
  todo: string,
  source: string,
  ...commands: readonly string[]
): KindText => ({ changes, unformed, formed, why, todo, source, commands });
