/**
 * What to do with a change. `safe`: commit it. `in-steps`: one commit would do harm, several steps do not. `needs-somebody`: a person
 * must do or check something that no file can. `never`: there is no safe way to make this change, but another way to its goal.
 */
export type Verdict = 'never' | 'needs-somebody' | 'in-steps' | 'safe';

/** All verdicts, the most serious first. */
export const verdicts: readonly Verdict[] = ['never', 'needs-somebody', 'in-steps', 'safe'];

/** The text of one kind of change. A name in braces, as `{system}`, stands for a value of the change. */
export interface KindText {
  /** What changes, as a heading. */
  readonly changes: string;
  /** The verdict while no Raft group that it touches has formed. */
  readonly unformed: Verdict;
  /** The verdict once such a group has formed. */
  readonly formed: Verdict;
  /** What it does to a group that has formed, in one or two sentences. Rules quote it as a clause. */
  readonly why: string;
  /** What to do about it, as an imperative; empty where there is nothing to do. */
  readonly todo: string;
  /** Commands for the operator. */
  readonly commands: readonly string[];
  /** The source for the reason. */
  readonly source: string;
}

/** One line of the table of changes, with the verdicts before and after the group has formed. */
export const line = (
  changes: string,
  [unformed, formed]: readonly [unformed: Verdict, formed: Verdict],
  why: string,
  todo: string,
  source: string,
  ...commands: readonly string[]
): KindText => ({ changes, unformed, formed, why, todo, source, commands });
