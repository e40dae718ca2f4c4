import { covers, dnsNamesOf, isCertificate } from '../../manifests/security/certificates';
import { without } from '../by-name';
import { type Change, changeOf } from '../change';
import { fieldDifferences } from '../field-difference';
import type { ObjectPair } from '../object-pair';
import type { PairContext } from './pair-context';

/** How a certificate of members changes; undefined for another object. */
export function compareCertificate({ name, before, after }: ObjectPair, context: PairContext): readonly Change[] | undefined {
  const { place, formed, values, now, nextSeat } = context;
  const one = after ?? before;
  if (!one || !isCertificate(one) || !context.old) return undefined;
  const found = { place, formed, values };
  if (!before) return [changeOf('object/appears', { ...found, after: `Certificate ${name}` })];
  if (!after) return now?.peerTls && nextSeat ? [changeOf('tls/certificate-gone', { ...found, before: name })] : [];
  const hosts = (now?.groups ?? []).flatMap(({ members }) => members.filter(({ cluster }) => cluster === place.cluster));
  const [was, is] = [dnsNamesOf(before), dnsNamesOf(after)];
  // A name that no member has any more is no loss.
  const lost = without(was, is).filter(gone => hosts.some(({ host }) => covers(gone, host) && !is.some(kept => covers(kept, host))));
  const gained = without(is, was);
  const others = fieldDifferences(before.data, after.data).filter(
    ({ path }) => path.startsWith('spec.') && !path.startsWith('spec.dnsNames') && !path.startsWith('spec.issuerRef'),
  );
  const text = (side: 'before' | 'after'): readonly string[] =>
    others.map(({ path, [side]: value }) => `${path.slice('spec.'.length)}: ${JSON.stringify(value)}`);
  return [
    ...(lost.length > 0 ? [changeOf('tls/names-lost', { ...found, before: lost })] : []),
    ...(gained.length > 0 ? [changeOf('tls/names', { ...found, after: gained })] : []),
    ...(others.length > 0 ? [changeOf('tls/certificate', { ...found, before: text('before'), after: text('after') })] : []),
  ];
}
