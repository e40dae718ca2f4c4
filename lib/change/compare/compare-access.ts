import type { NameFence } from '../../domain/dns';
import type { SystemDocument } from '../../plan/document/system-document';
import { without } from '../by-name';
import type { ChangeKind } from '../catalogue';
import { type Change, changeIfDifferent, changeOf, isSame } from '../change';
import { isSystemFormed } from '../formed';

/** Changes to how clients reach a system. */
export function compareAccess(old: SystemDocument, now: SystemDocument): readonly Change[] {
  const formed = isSystemFormed(old);
  const place = { system: old.name };
  const values = { system: old.name, namespace: old.namespace, host: old.host ?? now.host ?? 'HOST' };
  const field = (kind: ChangeKind, before: unknown, after: unknown): readonly Change[] =>
    changeIfDifferent(kind, { place, before, after, formed, values });
  return [
    ...field('access.kind', old.access.kind, now.access.kind),
    ...(old.access.kind === now.access.kind ? field('access.exposure', old.access.exposure, now.access.exposure) : []),
    ...(old.host === null || now.host === null
      ? []
      : field(keepsName(old, now) ? 'access.host-in-steps' : 'access.host', old.host, now.host)),
    ...clients(old, now, formed),
    ...field('access.node-ports', ports(old), ports(now)),
    ...field('access.route', old.access.route, now.access.route),
    ...clientList(old, now, formed),
    ...balancer(old, now, formed),
    ...gateway(old, now, formed),
    ...(old.host === now.host ? field('dns.publication', old.publication, now.publication) : []),
    ...fence(old, now, formed),
  ];
}

/** Whether the old name is still published. */
const keepsName = ({ host }: SystemDocument, { records, state }: SystemDocument): boolean =>
  state.names?.[host ?? ''] !== undefined && records.some(({ name }) => name === host);

const ports = ({ access: { nodePorts } }: SystemDocument): string | null =>
  nodePorts &&
  Object.entries(nodePorts)
    .map(([name, port]) => `${name} ${port}`)
    .join(', ');

/** Changes to the client ranges. Null stands for every pod that the fleet knows, and counts as wider than any list. */
function clients(old: SystemDocument, now: SystemDocument, formed: boolean): readonly Change[] {
  const [before, after] = [old.access.clientCidrs, now.access.clientCidrs];
  if (before === undefined || after === undefined || isSame(before, after)) return [];
  const found = { place: { system: old.name }, before, after, formed, values: { namespace: old.namespace } };
  const fewer = before === null || (after !== null && without(before, after).length > 0);
  const more = after === null || (before !== null && without(after, before).length > 0);
  return [...(fewer ? [changeOf('access.clients-fewer', found)] : []), ...(more ? [changeOf('access.clients-more', found)] : [])];
}

function clientList(old: SystemDocument, now: SystemDocument, formed: boolean): readonly Change[] {
  const [before, after] = [old.access.clientList, now.access.clientList];
  if (!before || isSame(before, after)) return [];
  const lost = without(before.namespaces, after?.namespaces ?? []);
  const found = { place: { system: old.name }, formed, values: { namespace: lost[0] ?? old.namespace } };
  return [
    ...(lost.length > 0 ? [changeOf('access.client-list-gone', { ...found, before: lost })] : []),
    ...(after && !isSame(before.data, after.data)
      ? [changeOf('access.client-list', { ...found, before: endpoints(before.data), after: endpoints(after.data) })]
      : []),
  ];
}

const endpoints = (data: Readonly<Record<string, string>>): string => Object.values(data)[0] ?? '';

function balancer(old: SystemDocument, now: SystemDocument, formed: boolean): readonly Change[] {
  const [before, after] = [old.access.balancer, now.access.balancer];
  if (!before || !after) return [];
  const clusters = (sites: typeof before.sites): readonly string[] => sites.map(({ cluster }) => cluster);
  const place = { system: old.name };
  const text = ({ image, replicas, sites }: typeof before): string =>
    `${image}, ${replicas} in each of ${clusters(sites).join(', ')}, configuration ${(sites[0]?.config ?? '').slice(0, 8)}`;
  return [
    ...(isSame(before, after) ? [] : [changeOf('access.balancer', { place, before: text(before), after: text(after), formed })]),
    ...without(clusters(before.sites), clusters(after.sites)).map(cluster =>
      changeOf('access.balancer-site', {
        place: { ...place, cluster },
        before: before.name,
        formed,
        values: { namespace: old.namespace },
      }),
    ),
  ];
}

function gateway(old: SystemDocument, now: SystemDocument, formed: boolean): readonly Change[] {
  const [before, after] = [old.access.gateway, now.access.gateway];
  if (!before || !after || isSame(before, after)) return [];
  const place = { system: old.name };
  const text = ({ sites, backends }: typeof before): string =>
    `in ${sites.join(', ')}, to ${backends.map(({ cluster, weight }) => `${cluster} ${weight}`).join(', ')}`;
  const kept = changeIfDifferent('access.gateway', { place, before: text(before), after: text(after), formed });
  const other = changeIfDifferent('access.gateway-implementation', {
    place,
    before: before.implementation,
    after: after.implementation,
    formed,
  });
  return [...other, ...kept];
}

/** All fences, from the strongest to the weakest. */
const fences: readonly NameFence[] = ['checks', 'writer', 'keys', 'none'];

function fence(old: SystemDocument, now: SystemDocument, formed: boolean): readonly Change[] {
  const [before, after] = [old.nameFence, now.nameFence];
  if (!before || !after || before === after) return [];
  const kind = fences.indexOf(after) > fences.indexOf(before) ? 'dns.fence' : 'dns.fence-stronger';
  return [changeOf(kind, { place: { system: old.name }, before, after, formed })];
}
