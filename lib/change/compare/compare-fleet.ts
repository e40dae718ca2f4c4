import type { DeliveryDocument, FleetDocument } from '../../plan/document/fleet-document';
import { pairedBy } from '../by-name';
import type { ChangeKind } from '../catalogue';
import { type Change, changeIfDifferent, changeOf, isSame } from '../change';
import { isFleetFormed } from '../formed';

/** Changes to the fleet as a whole. */
export function compareFleet(before: FleetDocument, after: FleetDocument): readonly Change[] {
  const formed = isFleetFormed(before);
  const [old, now] = [before.fleet, after.fleet];
  const values = { zone: old.zone };
  const field = (kind: ChangeKind, one: unknown, other: unknown): readonly Change[] =>
    changeIfDifferent(kind, { place: {}, before: one, after: other, formed, values });
  return [
    ...field('fleet.name', old.name, now.name),
    ...field('fleet.zone', old.zone, now.zone),
    ...field('fleet.network', old.network, now.network),
    ...field('fleet.ordinal-stride', old.ordinalStride, now.ordinalStride),
    ...field('fleet.dns-provider', old.dnsProvider, now.dnsProvider),
    ...field('fleet.delegated-zone', delegated(old), delegated(now)),
    ...field('fleet.negative-ttl', seconds(old.negativeTtlSeconds), seconds(now.negativeTtlSeconds)),
    ...field('fleet.new-name', seconds(old.newName?.worstSeconds), seconds(now.newName?.worstSeconds)),
    ...retired(before, after, formed),
    ...delivery(old.delivery, now.delivery, formed),
    ...acknowledgements(before, after),
  ];
}

const seconds = (value: number | undefined): string | undefined => (value === undefined ? undefined : `${value} s`);

/** The delegated zone with its tags: the names in it depend on both. */
const delegated = ({ delegatedZone: zone }: FleetDocument['fleet']): string | null | undefined =>
  zone &&
  `${zone.name} (${Object.entries(zone.tags ?? {})
    .map(([cluster, tag]) => (cluster === tag ? cluster : `${cluster} as ${tag}`))
    .join(', ')})`;

function retired({ retired: old = [] }: FleetDocument, { retired: now = [], clusters }: FleetDocument, formed: boolean): readonly Change[] {
  const called = ({ name, index }: FleetDocument['retired'][number]): string => `${name} (${index})`;
  return [
    ...old
      .filter(({ index }) => !now.some(other => other.index === index) && !clusters.some(other => other.index === index))
      .map(each => changeOf('fleet.retired-back', { place: {}, before: called(each), formed })),
    ...now
      .filter(({ index }) => !old.some(other => other.index === index))
      .map(each => changeOf('fleet.retired', { place: {}, after: called(each), formed })),
  ];
}

type Delivery = DeliveryDocument | null;

function delivery(old: Delivery, now: Delivery, formed: boolean): readonly Change[] {
  if (!old && !now) return [];
  const place = {};
  if (!old) return [changeOf('delivery.joins', { place, after: now?.repoUrl, formed })];
  const values = { namespace: old.namespace };
  if (!now) return [changeOf('delivery.leaves', { place, before: old.repoUrl, formed, values })];
  const source = ({ repoUrl, revision, path }: DeliveryDocument): string => `${repoUrl} ${revision} ${path}`;
  const home = ({ cluster, namespace, project }: DeliveryDocument): string => `${cluster} ${namespace} ${project}`;
  return [
    ...changeIfDifferent('delivery.mode', { place, before: old.mode, after: now.mode, formed, values }),
    ...changeIfDifferent('delivery.source', { place, before: source(old), after: source(now), formed, values }),
    ...changeIfDifferent('delivery.instance', { place, before: home(old), after: home(now), formed, values }),
  ];
}

function acknowledgements({ acknowledged: old = [] }: FleetDocument, { acknowledged: now = [] }: FleetDocument): readonly Change[] {
  return pairedBy(old, now, ({ rule, at }) => `${rule} ${at}`).flatMap(({ name, before, after }) => {
    const found = { place: {}, formed: false };
    const until = (each: typeof before): string => `${name} until ${each?.until}: ${each?.reason}`;
    if (!after) return [changeOf('acknowledgement.ended', { ...found, before: name })];
    if (!before) return [changeOf('acknowledgement.given', { ...found, after: until(after) })];
    const same = isSame([before.until, before.reason], [after.until, after.reason]);
    return same ? [] : [changeOf('acknowledgement.given', { ...found, before: until(before), after: until(after) })];
  });
}
