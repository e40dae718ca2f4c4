import { covers, dnsNamesOf, isCertificate } from '../../manifests/security/certificates';
import { without } from '../by-name';
import { type Change, changeOf, isSame } from '../change';
import { type FieldDifference, fieldDifferences } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

/** Changes to a certificate of members; undefined for another object. */
export function compareCertificate({ name, before, after }: ObjectPair, context: PairContext): readonly Change[] | undefined {
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
    ...(issuer.length > 0 && !planned ? [changeOf('tls.issuer', { ...found, ...facts(issuer) })] : []),
    ...(others.length > 0 ? [changeOf('tls.certificate', { ...found, ...facts(others) })] : []),
  ];
  return changes.length > 0 || planned ? changes : [changeOf('object.metadata', { ...found, ...facts(all) })];
}

function facts(differences: readonly FieldDifference[]): { readonly before: unknown; readonly after: unknown } {
  const side = (which: 'before' | 'after'): readonly string[] =>
    differences.map(({ path, [which]: value }) => `${path.replace(/^spec\./, '')}: ${JSON.stringify(value)}`);
  return { before: side('before'), after: side('after') };
}
