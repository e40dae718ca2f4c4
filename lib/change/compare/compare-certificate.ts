import { covers, dnsNamesOf, isCertificate } from '../../manifests/security/certificates';
import { peerTrustName } from '../../plan/members/object-names';
import { without } from '../by-name';
import { type Change, changeOf, isSame } from '../change';
import { type FieldDifference, fieldDifferences } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

/** Changes to a certificate of members, and to whom they trust; undefined for another object. */
export function compareCertificate(pair: ObjectPair, context: PairContext): readonly Change[] | undefined {
  const { name, before, after } = pair;
  if (before && after && isTrust(pair, context)) return [];
  const { place, formed, values, now, nextSeat } = context;
  const one = after ?? before;
  if (!one || !isCertificate(one) || !context.old) return undefined;
  const found = { place, formed, values };
  if (!before) return [changeOf('object.appears', { ...found, after: `Certificate ${name}` })];
  if (!after) return now?.peerTls && nextSeat ? [changeOf('tls.certificate-gone', { ...found, before: name })] : [];
  const hosts = (now?.groups ?? []).flatMap(({ members }) => members.filter(({ cluster }) => cluster === place.cluster));
  const [was, is] = [dnsNamesOf(before), dnsNamesOf(after)];
  // A name that no member has any more is not lost.
  const lost = without(was, is).filter(gone => hosts.some(({ host }) => covers(gone, host) && !is.some(kept => covers(kept, host))));
  const gained = without(is, was);
  const all = fieldDifferences(before.data, after.data);
  const issuer = all.filter(({ path }) => path.startsWith('spec.issuerRef'));
  const others = all.filter(
    ({ path }) => path.startsWith('spec.') && !path.startsWith('spec.dnsNames') && !issuer.some(each => each.path === path),
  );
  const planned = !isSame(context.old.peerTls, now?.peerTls);
  const changes = [
    ...(lost.length > 0 ? [changeOf('tls.names-lost', { ...found, before: lost })] : []),
    ...(gained.length > 0 ? [changeOf('tls.names', { ...found, after: gained })] : []),
    ...(issuer.length > 0 && !planned && !context.stepped ? [changeOf('tls.issuer', { ...found, ...facts(issuer) })] : []),
    ...(others.length > 0 ? [changeOf('tls.certificate', { ...found, ...facts(others) })] : []),
  ];
  return changes.length > 0 || planned || context.stepped ? changes : [changeOf('object.metadata', { ...found, ...facts(all) })];
}

/** Whether an object has the authorities that members trust, and the step or the program that changes them says so. */
const isTrust = ({ kind, name }: ObjectPair, { nextSeat, old, now, stepped }: PairContext): boolean =>
  kind === 'ConfigMap' &&
  nextSeat !== undefined &&
  name === peerTrustName(nextSeat.statefulSet) &&
  (stepped || !isSame(old?.peerTls, now?.peerTls));

function facts(differences: readonly FieldDifference[]): { readonly before: unknown; readonly after: unknown } {
  const side = (which: 'before' | 'after'): readonly string[] =>
    differences.map(({ path, [which]: value }) => `${path.replace(/^spec\./, '')}: ${JSON.stringify(value)}`);
  return { before: side('before'), after: side('after') };
}
