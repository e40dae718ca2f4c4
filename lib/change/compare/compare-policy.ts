import { isObject, type Json, type JsonObject, listAt, textAt, valueAt } from '../../manifests/yaml/json';
import { rangesOf, subtractRanges } from '../../plan/network/address-ranges';
import { without } from '../by-name';
import { type Change, changeOf } from '../change';
import type { ObjectPair } from '../object-pair';
import { isNarrowed } from './compare-networks';
import type { PairContext } from './pair-context';

/** Connections that a NetworkPolicy newly admits or no longer admits; undefined for another object. */
export function comparePolicy({ kind, name, before, after }: ObjectPair, context: PairContext): readonly Change[] | undefined {
  const { place, formed, values, nextSeat, old } = context;
  if (kind !== 'NetworkPolicy') return undefined;
  const found = { place, formed, values };
  const [was, is] = [edgesOf(before?.data), edgesOf(after?.data)];
  const [closed, opened] = [without(was, is), without(is, was)];
  // A policy without rules denies every connection.
  if (before && !after && was.length === 0) return nextSeat || !old ? [changeOf('network.unprotected', { ...found, before: name })] : [];
  if (!nextSeat && old) return [];
  const narrowed = closed.filter(edge => isOfStep(edge, is, context));
  const peers = without(closed, narrowed).filter(edge => isPeerEdge(edge, is, context));
  const others = without(closed, [...narrowed, ...peers]);
  return [
    ...(narrowed.length > 0 ? [changeOf('network.narrowed', { ...found, before: narrowed })] : []),
    ...(peers.length > 0 ? [changeOf('network.peers-closed', { ...found, before: peers })] : []),
    ...(others.length > 0 ? [changeOf('network.closed', { ...found, before: others })] : []),
    ...(opened.length > 0 ? [changeOf('network.opened', { ...found, after: opened })] : []),
    ...(closed.length + opened.length === 0 && before && after ? [changeOf('object.metadata', { ...found })] : []),
  ];
}

/** Each connection that a policy admits: its direction, peer and port. */
function edgesOf(data: JsonObject | undefined): readonly string[] {
  const whom = data ? selectorText(valueAt(data, 'spec', 'podSelector')) : '';
  return (['ingress', 'egress'] as const).flatMap(direction =>
    listAt(data, 'spec', direction).flatMap(rule => {
      const peers = listAt(rule, direction === 'ingress' ? 'from' : 'to');
      const ports = listAt(rule, 'ports');
      return orAny(peers).flatMap(peer =>
        orAny(ports).map(port => `${whom} ${direction === 'ingress' ? 'from' : 'to'} ${peerText(peer)} at ${portText(port)}`),
      );
    }),
  );
}

/** An empty list of peers or ports stands for all of them. */
const orAny = (list: readonly Json[]): readonly (Json | undefined)[] => (list.length === 0 ? [undefined] : list);

function peerText(peer: Json | undefined): string {
  if (peer === undefined) return 'anyone';
  const cidr = textAt(peer, 'ipBlock', 'cidr');
  const except = listAt(peer, 'ipBlock', 'except');
  if (cidr !== undefined) return `${cidr}${except.length > 0 ? ` except ${except.join(' and ')}` : ''}`;
  const [pods, namespaces] = [valueAt(peer, 'podSelector'), valueAt(peer, 'namespaceSelector')];
  const where = namespaces === undefined ? '' : ` in ${selectorText(namespaces)}`;
  return `${pods === undefined ? 'pods' : selectorText(pods)}${where}`;
}

function portText(port: Json | undefined): string {
  if (port === undefined) return 'every port';
  const [number, last] = [valueAt(port, 'port'), valueAt(port, 'endPort')];
  return `${String(number ?? 'every port')}${last === undefined ? '' : `-${String(last)}`}/${textAt(port, 'protocol') ?? 'TCP'}`;
}

/** The values of a selector's labels, which tell more than the keys. */
function selectorText(selector: Json | undefined): string {
  const labels = isObject(selector) ? selector['matchLabels'] : undefined;
  const values = isObject(labels) ? Object.values(labels).map(String) : [];
  return values.length > 0 ? values.join(' ') : selector && JSON.stringify(selector) !== '{}' ? JSON.stringify(selector) : 'all pods';
}

/** Whether a closed connection is to addresses that a step of the ledger no longer admits, as far as no kept rule has them. */
function isOfStep(edge: string, kept: readonly string[], { old, now }: PairContext): boolean {
  const [, cidr = '', port = ''] = / (?:from|to) (\S+) at (\S+)$/.exec(edge) ?? [];
  const open = kept.flatMap(each => (each.endsWith(` at ${port}`) ? [/ (?:from|to) (\S+) at /.exec(each)?.[1] ?? ''] : []));
  return rangesOf([cidr]).length > 0 && isNarrowed(old, now, subtractRanges(rangesOf([cidr]), rangesOf(open)));
}

/** Whether a closed connection was one between peers: on the peer port, while another cluster still has members of the group. */
function isPeerEdge(edge: string, kept: readonly string[], { now, nextSeat, old }: PairContext): boolean {
  const [, cidr = '', port = ''] = / (?:from|to) (\S+) at (\d+)\/TCP$/.exec(edge) ?? [];
  const isPeers = old?.engine.ports.some(each => each.port === Number(port) && each.serves.includes('peers'));
  if (!isPeers || !now || !nextSeat) return false;
  const group = now.groups.find(({ name }) => name === nextSeat.group);
  const elsewhere = group?.members.some(({ cluster }) => cluster !== nextSeat.cluster) ?? false;
  const open = kept.flatMap(each => (each.endsWith(` at ${port}/TCP`) ? [/ (?:from|to) (\S+) at /.exec(each)?.[1] ?? ''] : []));
  return elsewhere && rangesOf([cidr]).length > 0 && subtractRanges(rangesOf([cidr]), rangesOf(open)).length > 0;
}
