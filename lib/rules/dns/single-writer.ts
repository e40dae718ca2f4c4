import { dnsInstance } from '../../manifests/dns/external-dns';
import { numberAt, textAt, valueAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

/** One pod writes the records of one owner. */
export const singleWriter = objectRule(
  {
    name: 'dns/single-writer',
    severity: 'error',
    demands: 'An instance of ExternalDNS runs as one pod, and a new pod starts only when the old one is gone.',
    why: 'Two pods with one owner id compute changes while the other is writing. Without a pod, no record is published, or moved when a cluster is lost.',
    source: 'ExternalDNS charts/external-dns: one replica, strategy Recreate; ExternalDNS has no leader election.',
  },
  ['Deployment'],
  object => {
    if (!dnsInstance(object)) return [];
    const { data } = object;
    const found: ObjectFound[] = [];
    const replicas = numberAt(data, 'spec', 'replicas') ?? 1;
    if (replicas !== 1) found.push({ path: ['spec', 'replicas'], problem: `it runs as ${replicas} pods`, fix: 'set it to 1' });
    const strategy = textAt(data, 'spec', 'strategy', 'type') ?? 'RollingUpdate';
    const surge = valueAt(data, 'spec', 'strategy', 'rollingUpdate', 'maxSurge') ?? '25%';
    if (strategy !== 'Recreate' && surge !== 0 && surge !== '0%') {
      const problem = `its strategy is ${strategy}, which starts the new pod while the old one still writes`;
      found.push({ path: ['spec', 'strategy', 'type'], problem, fix: "set it to 'Recreate'" });
    }
    return found;
  },
);
