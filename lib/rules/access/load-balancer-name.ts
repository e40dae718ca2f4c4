import type { LoadBalancerAccess } from '../../domain/access';
import { isIP } from '../../domain/ip-family';
import { parseCidr, rangeText, subtractRanges } from '../../plan/network/address-ranges';
import { systemRule } from '../rule';

/** The name of load balancers has an address for every site; without a name only clients in the clusters of the sites find them. */
export const loadBalancerName = systemRule(
  {
    name: 'access/load-balancer-name',
    severity: 'error',
    demands: 'The name of load balancers has an address for every site. Without a name, all clients are pods in the clusters of the sites.',
    why: 'Clients never try a site without an address, so the loss of the other sites is the loss of all. A client in a cluster without load balancers has nothing to connect to.',
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
      return [
        { problem: `the load balancers have a name, and those in ${site} have no address`, fix: `declare the 'addresses' of the site` },
      ];
    return addresses
      .filter(address => isIP(address) === 0)
      .map(address => ({
        problem: `the load balancers in ${site} have the address '${address}', which is not an IP address, and one name cannot be an alias of several names`,
        fix: 'declare IPv4 or IPv6 addresses',
      }));
  });

function unnamed({ sites, clientCidrs = [], frontend }: LoadBalancerAccess) {
  const given = sites.filter(({ addresses }) => addresses !== undefined).map(({ cluster }) => cluster.name);
  const beside = sites.flatMap(({ cluster }) => cluster.podCidrs);
  const spans = (cidrs: readonly string[]) => cidrs.flatMap(cidr => parseCidr(cidr) ?? []);
  // With addresses of sites, clients may find the load balancers by other means than a DNS name.
  const [outside] = given.length > 0 || frontend ? [] : subtractRanges(spans(clientCidrs), spans(beside));
  return outside
    ? [
        {
          problem: `clients come from ${rangeText(outside)}, outside the clusters of the load balancers, and there is no name by which they find one`,
          fix: "declare a 'name' for the load balancers, with an address for each site, or run them where the clients are",
        },
      ]
    : [];
}
