import type { Loss } from './losses';

/** What the world is like beyond the list of steps. Some of these can be made worse, to see that the model notices. */
export interface Laws {
  /** What may be lost, one at a time. */
  readonly losses: readonly Loss['kind'][];
  /** Whether a hook that does not get on is given up after a while, so that the newest commit is begun. */
  readonly hooks: 'until-done' | 'given-up';
  /** Whether a job proves the health of the group before it changes the membership. */
  readonly proves: boolean;
  /** Whether who commits waits for the gate, and whether that asks the clusters too: that they have done with the last commit. */
  readonly gate: 'holds' | 'holds-in-clusters' | 'skipped';
  /** When a learner is promoted. */
  readonly promotes: 'caught-up' | 'at-once';
  /** Where a member begins with an empty volume: where the ledger lets it join; where the group too says that it is a learner; always. */
  readonly guard: 'ledger' | 'ledger-and-group' | 'none';
  /** By which templates members of a thawed cluster are replaced: the one that the ledger has, or any that the program says. */
  readonly template: 'recorded' | 'any';
  /** Learners that the engine admits at a time. */
  readonly learners: number;
  /** Zones of each cluster. */
  readonly zones: number;
  /** How often the program is changed under way. */
  readonly retargets: number;
  /** How often what was begun is taken back. */
  readonly undos: number;
  /** How many volumes are lost in all, and whether that happens while a step runs. */
  readonly volumes: number;
  readonly volumesLostIn: 'rest' | 'change';
  /** Where nodes are drained: nowhere; where the cluster is told that they are; anywhere, as long as budgets let members go. */
  readonly evictions: 'none' | 'drained' | 'anywhere';
  /** How often a drain is begun. */
  readonly drains: number;
  /** Whether people do what a step leaves to them before the next one is committed. */
  readonly handwork: 'done' | 'skipped';
  /** Whether the end is compared with the images that the ledger has. */
  readonly images: 'compared' | 'left-out';
}

/** The world as it is, without losses. */
export const reality: Laws = {
  losses: [],
  hooks: 'until-done',
  proves: true,
  gate: 'holds-in-clusters',
  promotes: 'caught-up',
  guard: 'ledger-and-group',
  template: 'recorded',
  learners: 1,
  zones: 3,
  retargets: 0,
  undos: 0,
  volumes: 1,
  volumesLostIn: 'rest',
  evictions: 'none',
  drains: 0,
  handwork: 'done',
  images: 'compared',
};
