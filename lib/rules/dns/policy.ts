import { dnsInstance, lastOf } from '../../manifests/dns/external-dns';
import { textAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

const policies = ['sync', 'upsert-only', 'create-only'];

/** An instance says what it may do with records. */
export const instancePolicy = objectRule(
  {
    name: 'dns/policy',
    severity: 'error',
    demands: 'An instance of ExternalDNS has a --policy that it knows; one of 0.22 or newer must have one at all.',
    why: 'Since 0.22 there is no default: the pod ends at once, and no name of its cluster is published or moved.',
    source: 'ExternalDNS 0.22, pull request 6508; documentation, flag --policy.',
  },
  ['Deployment'],
  object => {
    const instance = dnsInstance(object);
    if (!instance) return [];
    const { container, flags } = instance;
    const policy = lastOf(flags, 'policy');
    const path = [...container.path, 'args'];
    const fix = 'use --policy=sync for names of its own cluster, and --policy=upsert-only for those that clusters share';
    if (policy === undefined) {
      const [, major, minor] = /:v?(\d+)\.(\d+)/.exec(textAt(container.data, 'image') ?? '') ?? [];
      // Older ones take sync. A tag that says nothing may be of any version.
      if (major !== undefined && Number(major) === 0 && Number(minor) < 22) return [];
      return [{ path, problem: 'it has no --policy, without which it does not start', fix }];
    }
    return policies.includes(policy) ? [] : [{ path, problem: `its --policy is '${policy}', which it does not know`, fix }];
  },
);
