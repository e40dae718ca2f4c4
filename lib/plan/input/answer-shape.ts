import type { DnsProvider, ProviderProperty, TerraformPart, TerraformResource } from '../../domain/dns';
import type { GatewayRefusal } from '../../domain/gateway';
import type { KubernetesObject, Metadata } from '../../domain/kubernetes-object';
import { list, matches, method, oneOf, optional, record, type Shape, text } from './shape';
import { objectOf } from './typed-shape';
import { validated } from './validated-shape';

const anyText = text('a text', /^[\s\S]*$/);
const name = text('a name');

export const metadataShape: Shape<Metadata> = objectOf<Metadata>()(
  { name, namespace: optional(name), labels: optional(record(anyText)), annotations: optional(record(anyText)) },
  'ignored',
);

/** A Kubernetes object. Its other fields are not checked here: the API server validates them. */
export const kubernetesObjectShape: Shape<KubernetesObject> = validated(
  objectOf<KubernetesObject>()(
    { apiVersion: text("an API version, such as 'apps/v1'"), kind: text('a kind'), metadata: metadataShape, validate: optional(method) },
    'ignored',
  ),
);

export const kubernetesObjects: Shape<readonly KubernetesObject[]> = list(kubernetesObjectShape);

export const providerProperties: Shape<readonly ProviderProperty[]> = list(objectOf<ProviderProperty>()({ name, value: anyText }));

type Answers = ReturnType<NonNullable<DnsProvider['answer']>>;

export const computedAnswers: Shape<Answers> = list(objectOf<Answers[number]>()({ type: oneOf('LUA'), targets: list(anyText) }));

export const gatewayRefusals: Shape<readonly GatewayRefusal[]> = list(objectOf<GatewayRefusal>()({ problem: name, fix: name }));

/** A connection string for clients; empty where there is no endpoint, which a rule reports. */
export const connectionStringShape: Shape<string> = anyText;

export const plainObject: Shape<Readonly<Record<string, unknown>>> = record<unknown>(matches('a value', value => value !== undefined));
const resources: Shape<readonly TerraformResource[]> = list(objectOf<TerraformResource>()({ type: name, name, body: plainObject }));

export const terraformPart: Shape<TerraformPart> = objectOf<TerraformPart>()({
  provider: objectOf<TerraformPart['provider']>()({ name, source: name, version: name, config: plainObject }),
  data: resources,
  resources,
  checkIds: list(objectOf<TerraformPart['checkIds'][number]>()({ system: name, cluster: name, expression: anyText })),
});
