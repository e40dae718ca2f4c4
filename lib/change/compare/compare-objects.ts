import type { FleetDocument } from '../../plan/document/fleet-document';
import { isSeatFormed } from '../../plan/members/has-formed';
import { type Change, changeOf, type Place } from '../change';
import type { UnitChanges } from '../changed-objects';
import { isFleetFormed, isSystemFormed } from '../formed';
import type { ObjectPair } from '../object-pair';
import { compareBudget } from './compare-budget';
import { compareCertificate } from './compare-certificate';
import { compareDelivery } from './compare-delivery';
import { compareInputs } from './compare-inputs';
import { compareInstance } from './compare-instance';
import { isStepped } from './compare-ledger';
import { compareMembers } from './compare-members';
import { compareHosts } from './compare-names';
import { compareOther } from './compare-other';
import { comparePolicy } from './compare-policy';
import { compareRollouts } from './compare-rollouts';
import { compareService } from './compare-service';
import type { PairContext } from './pair-context';

/** Compares a pair of one kind of object. Returns undefined for a pair of another kind. */
type Comparator = (pair: ObjectPair, context: PairContext) => readonly Change[] | undefined;

/** The first comparator that returns changes decides. */
const comparators: readonly Comparator[] = [
  compareDelivery,
  compareMembers,
  compareBudget,
  comparePolicy,
  compareCertificate,
  compareService,
  compareHosts,
  compareInputs,
  compareInstance,
];

/** Changes to the manifests of one unit. */
export function compareObjects(
  { unit, pairs, unreadable, others }: UnitChanges,
  before: FleetDocument,
  after: FleetDocument,
): readonly Change[] {
  const contexts = pairs.map(pair => contextOf(pair, before, after));
  return [
    ...unreadable.map(file => changeOf('file.unreadable', { place: { file }, formed: true })),
    ...others.map(({ file, before: was, after: is }) =>
      changeOf('file.other', { place: { file }, before: was ? file : null, after: is ? file : null, formed: false }),
    ),
    ...pairs.flatMap((pair, at) => {
      const context = contexts[at] as PairContext;
      for (const compare of comparators) {
        const changes = compare(pair, context);
        if (changes) return changes;
      }
      return compareOther(pair, context);
    }),
    ...compareRollouts(unit, pairs, before, after),
  ];
}

function contextOf({ cluster, unit, kind, name }: ObjectPair, before: FleetDocument, after: FleetDocument): PairContext {
  const old = before.systems.find(each => each.name === unit);
  const now = after.systems.find(each => each.name === unit);
  const seat = old?.seats.find(each => each.cluster === cluster);
  const nextSeat = now?.seats.find(each => each.cluster === cluster);
  const place: Place = { ...(old || now ? { system: unit } : {}), cluster, object: `${kind}/${name}` };
  const formed = old ? (seat ? isSeatFormed(old, seat) : isSystemFormed(old)) : now ? false : isFleetFormed(before);
  return {
    place,
    formed,
    old,
    now,
    stepped: isStepped(old, now, (seat ?? nextSeat)?.group),
    seat,
    nextSeat,
    values: { namespace: old?.namespace ?? now?.namespace ?? unit, set: seat?.statefulSet ?? unit },
  };
}
