import type { LoadBalancerAccess } from '../../domain/access';
import { isIP } from '../../domain/ip-family';
import { parseCidr, rangeText, subtractRanges } from '../../plan/network/address-ranges';
import { systemRule } from '../rule';

/** A name of load balancers leads to all of them; without one only clients beside them find them. */
export const loadBalancerName = systemRule(
  {
    name: 'access/load-balancer-name',
    severity: 'error',
    demands: 'A name of load balancers has an address for every place; without a name clients are pods of the places themselves.',
    why: 'A place without an address is never tried, so that the loss of the others is the loss of all. A client in a cluster without load balancers has nothing to connect to.',
    source: 'RFC 1034, section 3.6.2: a name has one CNAME or any number of addresses, never several CNAMEs.',
  },
  ({ system: { access } }) => {
    if (access.kind !== 'load-balancer') return [];
    return access.name ? named(access) : unnamed(access);
  },
);

const named = ({ sites }: LoadBalancerAccess) =>
  sites.flatMap(({ cluster, addresses }) => {
    const site = cluster.name;
    if (!addresses || addresses.length === 0)
      return [{ problem: `the load balancers have a name, and those in ${site} no address`, fix: `give the place its 'addresses'` }];
    return addresses
      .filter(address => isIP(address) === 0)
      .map(address => ({
        problem: `the load balancers in ${site} have the address '${address}', which is no IP address, and one name cannot lead to several names`,
        fix: 'give IPv4 or IPv6 addresses',
      }));
  });

function unnamed({ sites, clientCidrs = [], frontend }: LoadBalancerAccess) {
  const given = sites.filter(({ addresses }) => addresses !== undefined).map(({ cluster }) => cluster.name);
  const beside = sites.flatMap(({ cluster }) => cluster.podCidrs);
  const spans = (cidrs: readonly string[]) => cidrs.flatMap(cidr => parseCidr(cidr) ?? []);
  // Whoever has addresses of places may keep them elsewhere than in a name.
  const [outside] = given.length > 0 || frontend ? [] : subtractRanges(spans(clientCidrs), spans(beside));
  return outside
    ? [
        {
          problem: `clients come from ${rangeText(outside)}, outside the clusters that load balancers run in, and nothing leads them there`,
          fix: "give the load balancers a 'name', with an address for each place, or let them run where the clients are",
        },
      ]
    : [];
}
