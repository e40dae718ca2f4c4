import { dnsInstance, lastOf } from '../../manifests/dns/external-dns';
import { textAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

const policies = ['sync', 'upsert-only', 'create-only'];

/** An instance has a policy, which says how it may change records. */
export const instancePolicy = objectRule(
  {
    name: 'dns/policy',
    severity: 'error',
    demands: 'The --policy of an instance of ExternalDNS is valid. Since 0.22 it is required.',
    why: 'Since 0.22 there is no default: the pod exits at once, and no name of its cluster is published or moved.',
    source: 'ExternalDNS 0.22, pull request 6508; documentation, flag --policy.',
  },
  ['Deployment'],
  object => {
    const instance = dnsInstance(object);
    if (!instance) return [];
    const { container, flags } = instance;
    const policy = lastOf(flags, 'policy');
    const path = [...container.path, 'args'];
    const fix = 'use --policy=sync for names of one cluster, and --policy=upsert-only for shared names';
    if (policy === undefined) {
      const [, major, minor] = /:v?(\d+)\.(\d+)/.exec(textAt(container.data, 'image') ?? '') ?? [];
      // The default before 0.22 is sync. A tag without a version may be of any version.
      if (major !== undefined && Number(major) === 0 && Number(minor) < 22) return [];
      return [{ path, problem: 'it has no --policy, and does not start without one', fix }];
    }
    return policies.includes(policy) ? [] : [{ path, problem: `its --policy is '${policy}', which it does not know`, fix }];
  },
);
