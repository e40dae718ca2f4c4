import type { ClusterDocument } from '../../plan/document/cluster-document';
import type { FleetDocument } from '../../plan/document/fleet-document';
import { addressChange, areStillAdmitted, type LedgerPair, memberRanges } from '../address-change';
import { pairedBy, without } from '../by-name';
import type { ChangeKind } from '../catalogue';
import { type Change, changeIfDifferent, changeOf, factText } from '../change';
import { formedIn, isFleetFormed } from '../formed';

/** Changes to the facts about clusters. */
export function compareClusters(before: FleetDocument, after: FleetDocument): readonly Change[] {
  return pairedBy(before.clusters, after.clusters, ({ name }) => name).flatMap(({ name, before: old, after: now }) => {
    const systems = formedIn(before.systems, name);
    const formed = systems.length > 0;
    const place = { cluster: name };
    if (!old && now) return [changeOf('cluster.joins', { place, after: `index ${now.index}`, formed }), ...reused(before, now)];
    if (old && !now) {
      if (!formed && isFleetFormed(before)) return [changeOf(old.lost ? 'cluster.lost-left' : 'cluster.left', { place, formed: true })];
      const first = systems[0]?.name ?? 'SYSTEM';
      return [changeOf('cluster.leaves', { place, before: systemsText(systems), formed, values: { system: first } })];
    }
    if (!old || !now) return [];
    return [...facts(old, now, formed, systems[0]?.name), ...admitted(old, now, { formed, systems, after })];
  });
}

const systemsText = (systems: readonly { readonly name: string }[]): string =>
  systems.length === 0 ? 'no member of a formed group' : `members of ${factText(systems.map(({ name }) => name))}`;

/** The change where a new cluster has the index of a removed one. */
function reused({ retired = [], clusters }: FleetDocument, { name, index }: ClusterDocument): readonly Change[] {
  const gone = [...retired, ...clusters].find(other => other.index === index && other.name !== name);
  const place = { cluster: name };
  return gone ? [changeOf('cluster.index-reused', { place, before: gone.name, after: `${name} (${index})`, formed: true })] : [];
}

function facts(old: ClusterDocument, now: ClusterDocument, formed: boolean, system = 'SYSTEM'): readonly Change[] {
  const place = { cluster: old.name };
  const field = (kind: ChangeKind, before: unknown, after: unknown): readonly Change[] =>
    changeIfDifferent(kind, { place, before, after, formed, values: { system } });
  return [
    ...(now.lost && !old.lost ? [changeOf('cluster.lost', { place, formed, values: { system } })] : []),
    ...(old.lost && !now.lost ? [changeOf('cluster.lost-back', { place, formed: true })] : []),
    ...field('cluster.index', old.index, now.index),
    ...field('cluster.region', old.region, now.region),
    ...zones(old, now, formed),
    ...kubernetes(old, now, formed),
    ...field('cluster.service-cidrs', old.serviceCidrs, now.serviceCidrs),
    ...field('cluster.cluster-domain', old.clusterDomain, now.clusterDomain),
    ...field('cluster.storage-class', old.storageClass, now.storageClass),
    ...field('cluster.ingress', ingress(old), ingress(now)),
    ...field('cluster.gateway', gateway(old), gateway(now)),
  ];
}

const ingress = ({ ingressClass, ingressNamespace }: ClusterDocument): string | null =>
  ingressClass === null ? null : `${ingressClass} in ${ingressNamespace}`;

const gateway = ({ gateway: given }: ClusterDocument): string | null =>
  given && `${given.namespace}/${given.name}, pods in ${given.podNamespace}`;

function zones(old: ClusterDocument, now: ClusterDocument, formed: boolean): readonly Change[] {
  return moreOrFewer('cluster.zones-more', 'cluster.zones-fewer', old.zones, now.zones, { cluster: old.name }, formed);
}

/** Added items and removed items are two changes. */
function moreOrFewer(
  more: ChangeKind,
  fewer: ChangeKind,
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
  place: Change['place'],
  formed: boolean,
  values: Readonly<Record<string, string>> = {},
): readonly Change[] {
  if (!before || !after) return [];
  return [
    ...(without(after, before).length > 0 ? [changeOf(more, { place, before, after, formed })] : []),
    ...(without(before, after).length > 0 ? [changeOf(fewer, { place, before, after, formed, values })] : []),
  ];
}

function kubernetes(
  { name, kubernetes: before }: ClusterDocument,
  { kubernetes: after }: ClusterDocument,
  formed: boolean,
): readonly Change[] {
  if (before === after) return [];
  const minor = (version: string): number => Number(/^v?\d+\.(\d+)/.exec(version)?.[1]);
  const rise = minor(after) - minor(before);
  const kind = rise > 1 ? 'cluster.kubernetes-skips' : rise < 0 ? 'cluster.kubernetes-down' : 'cluster.kubernetes-up';
  return [changeOf(kind, { place: { cluster: name }, before, after, formed })];
}

/** The systems with members in a cluster, and what became of them. */
interface Admitting {
  readonly formed: boolean;
  readonly systems: FleetDocument['systems'];
  readonly after: FleetDocument;
}

/** Changes to the addresses by which policies admit a cluster, its DNS servers and its API server. */
function admitted(old: ClusterDocument, now: ClusterDocument, { formed, systems, after }: Admitting): readonly Change[] {
  const place = { cluster: old.name };
  const values = { system: systems[0]?.name ?? 'SYSTEM' };
  const ledgersOf = (some: Admitting['systems']): readonly LedgerPair[] =>
    some.map(({ name, state }) => ({
      before: state,
      after: after.systems.find(other => other.name === name)?.state,
    }));
  const ledgers = ledgersOf(systems);
  const asking = ledgersOf(systems.filter(({ discovery }) => discovery === 'kubernetes-api'));
  const [before, ranges] = [memberRanges(old), memberRanges(now)];
  const pods = addressChange(before, ranges, old.name, ledgers);
  const dns = { dnsCidrs: without(old.dnsCidrs ?? [], now.dnsCidrs ?? []) };
  const fewerDns = areStillAdmitted(old.name, ledgers, dns) ? 'cluster.addresses-in-steps' : 'cluster.dns-fewer';
  const api = old.apiServer ? { apiServer: old.apiServer } : {};
  const fewerApi = areStillAdmitted(old.name, asking, api) ? 'cluster.addresses-in-steps' : 'cluster.api-server-moved';
  return [
    ...(pods ? [changeOf(pods, { place, before, after: ranges, formed, values })] : []),
    ...moreOrFewer('cluster.api-server-more', fewerApi, serversOf(old), serversOf(now), place, formed, values),
    ...moreOrFewer('cluster.dns-more', fewerDns, old.dnsCidrs, now.dnsCidrs, place, formed, values),
  ];
}

const serversOf = ({ apiServer }: ClusterDocument): readonly string[] => (apiServer?.cidrs ?? []).map(cidr => `${cidr}:${apiServer?.port}`);
