import { type AppliedObject, annotationOf, groupOf } from '../objects/applied-object';
import { isObject, type Json, numberAt, textAt } from '../yaml/json';
import { plainName } from './external-dns';

/** The annotation that gives a host to an exposure that names none. */
export const hostnameAnnotation = 'k8gb.io/hostname';

/** The labels by which k8gb marks what its own CoreDNS answers, and what its own ExternalDNS publishes. */
export const dnsTypeLabels = ['k8gb.io/dnstype', 'k8gb.absa.oss/dnstype'] as const;

/** The API group, and the one before 0.20, which is still served. */
const groups = ['k8gb.io', 'k8gb.absa.oss'];

/** Whether an object declares a name to k8gb. */
export const isGslb = (object: AppliedObject): boolean => object.kind === 'Gslb' && groups.includes(groupOf(object));

/** Whether an object makes its cluster a name server of a delegated zone. */
export const isDelegationOf = (object: AppliedObject): boolean => object.kind === 'ZoneDelegation' && groups.includes(groupOf(object));

/** The fields of a delegated zone. */
export interface ZoneFields {
  readonly object: AppliedObject;
  readonly name: string;
  readonly parent: string;
  readonly negativeTtl: number;
}

/** The fields of a ZoneDelegation. */
export const zoneFields = (object: AppliedObject): ZoneFields => ({
  object,
  name: plainName(textAt(object.data, 'spec', 'loadBalancedZone') ?? ''),
  parent: plainName(textAt(object.data, 'spec', 'parentZone') ?? ''),
  negativeTtl: numberAt(object.data, 'spec', 'dnsZoneNegTTL') ?? 0,
});

/** The object that a Gslb refers to; undefined where it contains an Ingress itself, or selects by labels. */
export function referenceOf({ data, namespace }: AppliedObject): Pick<AppliedObject, 'kind' | 'name' | 'namespace'> | undefined {
  const kind = textAt(data, 'spec', 'resourceRef', 'kind');
  const name = textAt(data, 'spec', 'resourceRef', 'name');
  return kind === undefined || name === undefined
    ? undefined
    : { kind, name, namespace: textAt(data, 'spec', 'resourceRef', 'namespace') ?? namespace };
}

/** The host in a Gslb's annotation, for a referenced object that names none. */
export const hostnameOf = (object: AppliedObject): string | undefined => annotationOf(object, hostnameAnnotation);

/** The content of a Gslb whatever the order of its fields: every value with its path, and the host of its annotation. */
export const gslbValues = (object: AppliedObject): readonly string[] =>
  [...values(object.data.spec, ''), hostnameOf(object) ?? ''].filter(Boolean).sort();

function values(value: Json | undefined, at: string): readonly string[] {
  if (!isObject(value)) return [`${at}=${typeof value === 'string' ? value : JSON.stringify(value ?? null)}`];
  return Object.entries(value).flatMap(([key, item]) => values(item, at === '' ? key : `${at}.${key}`));
}
