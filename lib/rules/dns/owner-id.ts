import { dnsScopeLabel, isStrictlyOwned } from '../../manifests/dns/external-dns';
import { clusterText } from '../../manifests/objects/unit-manifests';
import { mostFrequent } from '../most-frequent';
import { type ManifestFound, outputRule, repeated } from '../rule';
import { dnsRegistry } from './registry';

/** Policies that never remove a record. */
const keeping = ['upsert-only', 'create-only'];
const shared = `${dnsScopeLabel}=global`;

/** Instances of ExternalDNS can tell their own records from those of others. */
export const ownerIds = outputRule(
  {
    name: 'dns/owner-id',
    severity: 'error',
    demands:
      'Each instance of ExternalDNS has its own owner id. Only instances that never remove a record may share one, and all instances for shared records do.',
    why: "Two instances with one id take each other's records for their own, and remove those that they do not know. Without an id every instance is 'default'.",
    source: 'ExternalDNS issues 685 and 1862; registry/txt: the owner id is default if it is not set.',
    follows: [dnsRegistry],
  },
  ({ dns }) => {
    const instances = dns.instances.map(({ object, path, flags }) => {
      const registry = flags.get('registry')?.at(-1) ?? 'txt';
      const owner = flags.get('txt-owner-id')?.at(-1) ?? 'default';
      const policy = flags.get('policy')?.at(-1) ?? 'sync';
      const forShared = (flags.get('label-filter') ?? []).includes(shared);
      // A strictly owned key of CoreDNS holds its own owner.
      return { object, path, owner, policy, forShared, keepsOwners: registry !== 'noop' || isStrictlyOwned(flags) };
    });
    const fix = 'set a --txt-owner-id of its own, or --policy=upsert-only';
    const alone = instances.flatMap(({ object, path, keepsOwners, owner, policy }): readonly ManifestFound[] => {
      if (!keepsOwners && !keeping.includes(policy)) {
        return [
          {
            object,
            path,
            problem: `it has no registry, and its policy is ${policy}: it removes every record of its zones that it does not know`,
            fix: 'use --registry=txt with a --txt-owner-id',
          },
        ];
      }
      return keepsOwners && owner === 'default'
        ? [{ object, path, problem: "its owner id is 'default', which every other instance may have too", fix }]
        : [];
    });
    const owned = instances.filter(({ keepsOwners, owner }) => keepsOwners && owner !== 'default');
    const twice = repeated(owned, ({ owner }) => owner).flatMap(([owner, same]) =>
      same
        .filter(({ policy }) => !keeping.includes(policy))
        .map(({ object, path, policy }) => {
          const others = same
            .filter(other => other.object !== object)
            .map(other => `${other.object.name} in ${clusterText(other.object.cluster)}`);
          return {
            object,
            path,
            problem: `its owner id '${owner}' is also that of ${others.join(', ')}, and with policy ${policy} it removes their records`,
            fix,
          };
        }),
    );
    const global = owned.filter(({ forShared }) => forShared);
    const usual = mostFrequent(global.map(({ owner }) => owner));
    const apart = global
      .filter(({ owner }) => owner !== usual)
      .map(({ object, path, owner }) => ({
        object,
        path,
        problem: `its owner id is '${owner}', and the other clusters' for shared records is '${usual}': it may not change their records`,
        fix: `set it to '${usual}'`,
      }));
    return [...alone, ...twice, ...apart];
  },
);
