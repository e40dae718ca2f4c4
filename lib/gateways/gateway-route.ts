import { type RouteDescription, GatewayRoute as Unchecked } from '../domain/gateway-route';
import { validatedFrom } from '../domain/validated';
import { routeKind } from '../plan/input/access-shape';
import { metadataShape, plainObject } from '../plan/input/answer-shape';
import { dnsName } from '../plan/input/fleet-shape';
import { integer, list, optional, type Shape, text } from '../plan/input/shape';
import { objectOf } from '../plan/input/typed-shape';

/** A route of the Gateway API, as an object. */
export type GatewayRoute = Unchecked;

const name = text('a name');

type Gateway = RouteDescription['gateway'];
type Backend = RouteDescription['backends'][number];

/** The shape of a description. A gateway or a listener may have further fields, so that a whole one can be passed. */
const shape: Shape<RouteDescription> = objectOf<RouteDescription>()({
  kind: routeKind,
  metadata: metadataShape,
  gateway: objectOf<Gateway>()({ name, namespace: name }, 'ignored'),
  listener: optional(objectOf<NonNullable<RouteDescription['listener']>>()({ name }, 'ignored')),
  host: optional(dnsName),
  path: optional(text("a path that begins with '/'", /^\/[^\n]*$/)),
  backends: list(
    objectOf<Backend>()({
      name,
      port: integer(1, 65_535),
      group: optional(text('an API group', /^[^\s]*$/)),
      kind: optional(name),
      weight: optional(integer(0, 1_000_000)),
    }),
  ),
  rule: optional(plainObject),
});

/** Placeholder for a route whose description is wrong. */
const unmade: GatewayRoute = { apiVersion: '', kind: '', metadata: { name: '' }, spec: {} };

/** Routes of the Gateway API, for a user's own gateways. */
export const GatewayRoute = {
  ...Unchecked,
  /** The object of a route. With a wrong description the object is refused wherever it is used; its `validate` reports the fault. */
  of: (description: RouteDescription): GatewayRoute => {
    const { validate, ...route } = validatedFrom(description, shape, Unchecked.of, unmade);
    return validate?.('').length === 0 ? route : { ...route, validate };
  },
} as const;
