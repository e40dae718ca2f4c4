import { endpointsOf } from '../../plan/access/endpoints';
import { parseCidr, rangesOverlap } from '../../plan/network/address-ranges';
import { seatRule } from '../rule';

/** Ranges that nothing outside of a network reaches. */
const privateRanges = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
];

/** Checks that a provider makes come from outside. */
export const privateCheck = seatRule(
  {
    name: 'dns/private-check',
    severity: 'error',
    demands: 'A health check that Terraform makes at the DNS provider asks a public address.',
    why: 'The checkers are on the public internet: a private address never answers them, so the name would leave a healthy cluster at once.',
    source:
      'Route 53 developer guide, "Values that you specify when you create or update health checks": no private, local or multicast ranges.',
  },
  ({ cluster, clientHost, serves }, { system: { access } }) => {
    if (!serves || access.kind !== 'dns' || access.healthChecks?.kind !== 'terraform') return [];
    const pods = access.exposure.kind === 'pod-addresses';
    const asked = pods ? cluster.podCidrs : endpointsOf(access.exposure, cluster, clientHost).map(hostRange);
    const hidden = asked.filter(range => overlapsAny(range, privateRanges));
    if (hidden.length === 0) return [];
    const where = pods ? 'its pods, in' : 'it, at';
    return [
      {
        problem: `the health check would ask ${where} ${hidden.map(range => range.replace(/\/(32|128)$/, '')).join(', ')}, which no checker on the internet reaches`,
        fix: 'use HealthChecks.existing with a check that follows a metric or others, or a way in with a public address',
      },
    ];
  },
);

const hostRange = (address: string): string => `${address}/${address.includes(':') ? 128 : 32}`;

function overlapsAny(range: string, others: readonly string[]): boolean {
  const one = parseCidr(range);
  return others.some(other => {
    const known = parseCidr(other);
    return one !== undefined && known !== undefined && rangesOverlap(one, known);
  });
}
