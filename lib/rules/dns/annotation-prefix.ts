import { type Publishers, publishersIn } from '../../manifests/dns/dns-publishers';
import type { NamedObject } from '../../manifests/dns/dns-summary';
import { annotationPrefixes, isOn, lastOf } from '../../manifests/dns/external-dns';
import { type ManifestFound, outputRule } from '../rule';

/** ExternalDNS before and since 0.22 reads the annotations of an object alike. */
export const annotationPrefix = outputRule(
  {
    name: 'dns/annotation-prefix',
    severity: 'warning',
    demands: 'Each annotation for ExternalDNS has the same value under both prefixes, unless a flag of its instance sets the prefix.',
    why: 'The default prefix changed with 0.22, and ExternalDNS does not read the old one any more. After an update, an instance with --policy=sync removes every name whose annotation has only the other prefix.',
    source: 'ExternalDNS issues 6424, 6666 and 6703: flags --annotation-prefix and --enable-legacy-annotation-prefix.',
  },
  ({ plan, dns }) => {
    const publishers = publishersIn(dns);
    const systems = new Set(plan?.systems.map(({ name }) => name));
    return dns.named.flatMap((named): readonly ManifestFound[] => {
      const { object, annotations } = named;
      // For the Services of a system, names/published checks this.
      if (annotations.size === 0 || (object.kind === 'Service' && systems.has(object.unit)) || setsPrefix(named, publishers)) return [];
      const [first, second] = annotationPrefixes;
      const [one, other] = [annotations.get(first), annotations.get(second)];
      const names = [...new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])])];
      const name = names.find(each => one?.get(each) !== other?.get(each));
      if (name === undefined) return [];
      const [has, lacks] = one?.has(name) ? [first, second] : [second, first];
      const problem = annotations.get(lacks)?.has(name)
        ? `${name} is '${one?.get(name)}' under ${first} and '${other?.get(name)}' under ${second}`
        : `${name} is under ${has} only, which ${has === first ? 'ExternalDNS before 0.22 does' : 'ExternalDNS since 0.22 does'} not read`;
      return [{ object, path: ['metadata', 'annotations', `${has}${name}`], problem, fix: `set ${lacks}${name} to the same value` }];
    });
  },
);

/** Whether a flag sets the prefix of each instance that reads the object, so that its version does not matter. */
function setsPrefix({ object, labels, annotations, hostnames }: NamedObject, publishers: Publishers): boolean {
  const instances = publishers({ object, labels, name: hostnames[0] ?? '', type: undefined });
  return (
    instances.length > 0 &&
    instances.every(({ flags }) => {
      const prefix = lastOf(flags, 'annotation-prefix');
      return (prefix !== undefined && annotations.has(prefix)) || isOn(flags, 'enable-legacy-annotation-prefix');
    })
  );
}
