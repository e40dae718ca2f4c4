import { Access } from '../../domain/access';
import { delegatedAccess, isInZone, ownNames } from '../../plan/names/delegation';
import { systemRule } from '../rule';

/** The prefix of k8gb's name for the addresses of one cluster. */
const prefix = 'localtargets-';
const labelLimit = 63;
const nameLimit = 253;

/** Names that k8gb answers are in its zone, and no other names are. */
export const k8gbHost = systemRule(
  {
    name: 'k8gb/host',
    severity: 'error',
    demands: 'A name that k8gb answers is in its zone, and no other name of a system, a member or a cluster is.',
    why: 'k8gb ignores a name of another zone. No resolver sees a record that ExternalDNS writes in the delegated zone, because k8gb answers there, so members would not find each other.',
    source: 'k8gb, controllers/gslb_controller_reconciliation.go and providers/k8gbendpoint/dns_validation.go; RFC 1034, section 4.2.1.',
  },
  (plan, { fleet: { dns } }) => {
    const zone = dns.provider.delegatedZone?.name;
    const { access } = plan.system;
    if (zone === undefined) return [];
    const found = ownNames(plan)
      .filter(name => isInZone(name, zone))
      .slice(0, 1)
      .map(name => ({
        problem: `'${name}' is in the zone '${zone}', which k8gb answers`,
        fix: 'rename the system, or delegate another zone',
      }));
    const host = Access.nameOf(access)?.host;
    if (host === undefined) return found;
    if (!delegatedAccess(plan)) {
      const fix = `use a host outside '${zone}'; or add HealthChecks.server, so that k8gb answers it`;
      return isInZone(host, zone) ? [...found, { problem: `'${host}' is in the zone '${zone}', and k8gb has no Gslb for it`, fix }] : found;
    }
    const local = `${prefix}${host}`;
    const [label = ''] = local.split('.');
    if (!host.endsWith(`.${zone}`)) {
      const problem = `host '${host}' is outside the zone '${zone}', which k8gb answers`;
      return [...found, { problem, fix: `use a host that ends in '.${zone}', or other health checks` }];
    }
    if (label.length > labelLimit || local.length > nameLimit) {
      const problem = `k8gb uses the name '${local}', which is too long: the limit is ${labelLimit} characters before the first dot and ${nameLimit} in all`;
      return [
        ...found,
        { problem, fix: `shorten the host by ${Math.max(label.length - labelLimit, local.length - nameLimit)} characters` },
      ];
    }
    return found;
  },
);
