import { Access } from '../../domain/access';
import {
  applicationName,
  bootstrapName,
  certificateSecretName,
  learnerPeerServiceName,
  longestStatefulSetName,
  peerServiceName,
} from '../../plan/members/object-names';
import { shortName } from '../listed';
import { seatRule } from '../rule';

const labelLimit = 63;
const nameLimit = 253;
/** The longest prefix that ExternalDNS puts before the first label for an ownership record. */
const ownershipPrefix = 'cname-';

/** Every generated name fits the limits of DNS and Kubernetes. */
export const nameLength = seatRule(
  {
    name: 'names/length',
    severity: 'error',
    demands: 'No generated name is longer than its limit.',
    why: 'A StatefulSet with a name over 52 characters never creates a pod, and DNS refuses labels over 63.',
    source: 'Kubernetes issue 64023: controller-revision-hash; RFC 1035, section 2.3.4.',
  },
  ({ pool, members, domain, clientHost, cluster }, { name, system }) => {
    const labels = [
      ...members.map(member => member.name),
      ...longParts(domain),
      certificateSecretName(pool.name),
      bootstrapName(pool.name),
      pool.role === 'voter' ? peerServiceName(name) : learnerPeerServiceName(name),
      applicationName(name, cluster.name),
    ];
    const used = Access.nameOf(system.access);
    const published = [...members.map(member => member.host), ...(clientHost ? [clientHost] : []), ...(used ? [used.host] : [])];
    const owned = published.map(hostname => `${ownershipPrefix}${hostname}`);
    const shorten = "shorten the system's or the cluster's name";
    const found = [
      ...(pool.name.length > longestStatefulSetName
        ? [
            {
              problem: `StatefulSet '${shortName(pool.name)}' has ${pool.name.length} characters; ${longestStatefulSetName} is the limit, since the label of its revisions adds 11`,
              fix: shorten,
            },
          ]
        : []),
      ...unique([...labels, ...owned.flatMap(longParts)].filter(label => label.length > labelLimit)).map(label => ({
        problem: `the label '${shortName(label)}' has ${label.length} characters; ${labelLimit} is the limit`,
        fix: shorten,
      })),
      ...unique(owned.filter(hostname => hostname.length > nameLimit)).map(hostname => ({
        problem: `the name '${shortName(hostname)}' has ${hostname.length} characters; ${nameLimit} is the limit`,
        fix: 'shorten the zone, or the name of the system or the cluster',
      })),
    ];
    return found.map(each => ({ ...each, about: [{ unit: name, field: ['names'] }] }));
  },
);

/** The labels of a name that can hold one that is too long. */
const longParts = (name: string): readonly string[] => (name.length > labelLimit ? name.split('.') : []);

const unique = (items: readonly string[]): readonly string[] => [...new Set(items)];
