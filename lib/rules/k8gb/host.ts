import { Access } from '../../domain/access';
import { delegatedAccess, isInZone, ownNames } from '../../plan/names/delegation';
import { systemRule } from '../rule';

/** What k8gb puts before the name for the addresses of one cluster. */
const prefix = 'localtargets-';
const labelLimit = 63;
const nameLimit = 253;

/** Names that controllers answer are in their zone, and no others are. */
export const k8gbHost = systemRule(
  {
    name: 'k8gb/host',
    severity: 'error',
    demands: 'A name that k8gb answers is in its zone, and no name of a member, of a cluster or of another kind is.',
    why: 'k8gb leaves out a name of another zone; a record in the delegated zone is seen by nobody, since other servers answer there, so members would not find each other.',
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
        fix: 'give the system another name, or delegate another zone',
      }));
    const host = Access.nameOf(access)?.host;
    if (host === undefined) return found;
    if (!delegatedAccess(plan)) {
      const fix = `take a host outside '${zone}'; or add HealthChecks.server, so that k8gb answers it`;
      return isInZone(host, zone) ? [...found, { problem: `'${host}' is in the zone '${zone}', and k8gb is not told of it`, fix }] : found;
    }
    const local = `${prefix}${host}`;
    const [label = ''] = local.split('.');
    if (!host.endsWith(`.${zone}`)) {
      const problem = `host '${host}' is outside the zone '${zone}', which k8gb answers`;
      return [...found, { problem, fix: `take a host that ends in '.${zone}', or other health checks` }];
    }
    if (label.length > labelLimit || local.length > nameLimit) {
      const problem = `k8gb makes '${local}' of the host, which is too long: ${labelLimit} characters to the first dot and ${nameLimit} in all are the limit`;
      return [
        ...found,
        { problem, fix: `shorten the host by ${Math.max(label.length - labelLimit, local.length - nameLimit)} characters` },
      ];
    }
    return found;
  },
);
