import { type Publishers, publishersIn } from '../../manifests/dns/dns-publishers';
import type { NamedObject } from '../../manifests/dns/dns-summary';
import { annotationPrefixes, isOn, lastOf } from '../../manifests/dns/external-dns';
import { type ManifestFound, outputRule } from '../rule';

/** Annotations are read by the ExternalDNS of today and by the next one. */
export const annotationPrefix = outputRule(
  {
    name: 'dns/annotation-prefix',
    severity: 'warning',
    demands: 'What an annotation asks of ExternalDNS is said under both prefixes alike, unless its instance is told which prefix it reads.',
    why: 'The default changed with 0.22 and the old one is not read beside it: after an update an instance with --policy=sync removes every name that is asked for under the other one only.',
    source: 'ExternalDNS issues 6424, 6666 and 6703: flags --annotation-prefix and --enable-legacy-annotation-prefix.',
  },
  ({ plan, dns }) => {
    const publishers = publishersIn(dns);
    const systems = new Set(plan?.systems.map(({ name }) => name));
    return dns.named.flatMap((named): readonly ManifestFound[] => {
      const { object, annotations } = named;
      // Of the Services of a system it is said by names/published.
      if (annotations.size === 0 || (object.kind === 'Service' && systems.has(object.unit)) || isToldWhich(named, publishers)) return [];
      const [first, second] = annotationPrefixes;
      const [one, other] = [annotations.get(first), annotations.get(second)];
      const names = [...new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])])];
      const name = names.find(each => one?.get(each) !== other?.get(each));
      if (name === undefined) return [];
      const [has, lacks] = one?.has(name) ? [first, second] : [second, first];
      const problem = annotations.get(lacks)?.has(name)
        ? `${name} is '${one?.get(name)}' under ${first} and '${other?.get(name)}' under ${second}`
        : `${name} is under ${has} only, which ${has === first ? 'ExternalDNS before 0.22 does' : 'ExternalDNS since 0.22 does'} not read`;
      return [{ object, path: ['metadata', 'annotations', `${has}${name}`], problem, fix: `say the same as ${lacks}${name}` }];
    });
  },
);

/** Whether each instance that reads the object is told a prefix, so that its version does not matter. */
function isToldWhich({ object, labels, annotations, asked }: NamedObject, publishers: Publishers): boolean {
  const instances = publishers({ object, labels, name: asked[0] ?? '', type: undefined });
  return (
    instances.length > 0 &&
    instances.every(({ flags }) => {
      const prefix = lastOf(flags, 'annotation-prefix');
      return (prefix !== undefined && annotations.has(prefix)) || isOn(flags, 'enable-legacy-annotation-prefix');
    })
  );
}
