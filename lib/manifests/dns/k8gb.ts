import { type AppliedObject, annotationOf, groupOf } from '../objects/applied-object';
import { isObject, type Json, numberAt, textAt } from '../yaml/json';
import { plainName } from './external-dns';

/** The annotation by which a way in that has no host of its own gets one. */
export const hostnameAnnotation = 'k8gb.io/hostname';

/** k8gb's mark on what its own CoreDNS answers from, and on what its own ExternalDNS publishes. */
export const dnsTypeLabels = ['k8gb.io/dnstype', 'k8gb.absa.oss/dnstype'] as const;

/** The group, and the one that it had before 0.20 and that is still served. */
const groups = ['k8gb.io', 'k8gb.absa.oss'];

/** Whether an object tells k8gb of a name. */
export const isGslb = (object: AppliedObject): boolean => object.kind === 'Gslb' && groups.includes(groupOf(object));

/** Whether an object makes its cluster a name server of a zone. */
export const isDelegationOf = (object: AppliedObject): boolean => object.kind === 'ZoneDelegation' && groups.includes(groupOf(object));

/** The fields of a delegated zone. */
export interface ZoneFields {
  readonly object: AppliedObject;
  readonly name: string;
  readonly parent: string;
  readonly negativeTtl: number;
}

/** What a ZoneDelegation says. */
export const zoneFields = (object: AppliedObject): ZoneFields => ({
  object,
  name: plainName(textAt(object.data, 'spec', 'loadBalancedZone') ?? ''),
  parent: plainName(textAt(object.data, 'spec', 'parentZone') ?? ''),
  negativeTtl: numberAt(object.data, 'spec', 'dnsZoneNegTTL') ?? 0,
});

/** The object that a Gslb leads clients to; undefined where it holds an Ingress itself, or selects by labels. */
export function referenceOf({ data, namespace }: AppliedObject): Pick<AppliedObject, 'kind' | 'name' | 'namespace'> | undefined {
  const kind = textAt(data, 'spec', 'resourceRef', 'kind');
  const name = textAt(data, 'spec', 'resourceRef', 'name');
  return kind === undefined || name === undefined
    ? undefined
    : { kind, name, namespace: textAt(data, 'spec', 'resourceRef', 'namespace') ?? namespace };
}

/** The host that a Gslb is given, where what it refers to has none. */
export const hostnameOf = (object: AppliedObject): string | undefined => annotationOf(object, hostnameAnnotation);

/** What a Gslb says, however its fields are ordered: every value with its place, and the host that it is given. */
export const gslbValues = (object: AppliedObject): readonly string[] =>
  [...values(object.data.spec, ''), hostnameOf(object) ?? ''].filter(Boolean).sort();

function values(value: Json | undefined, at: string): readonly string[] {
  if (!isObject(value)) return [`${at}=${typeof value === 'string' ? value : JSON.stringify(value ?? null)}`];
  return Object.entries(value).flatMap(([key, item]) => values(item, at === '' ? key : `${at}.${key}`));
}
