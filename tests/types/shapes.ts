import type { Duration } from 'cdk8s';
import type { Acknowledgement } from '../../lib';
import type { Access } from '../../lib/domain/access';
import type { Cluster } from '../../lib/domain/cluster';
import type { DnsProvider, DnsProviderConfig } from '../../lib/domain/dns';
import type { EngineConfig, EngineTask, EnvironmentVariable } from '../../lib/domain/engine';
import type { Fleet } from '../../lib/domain/fleet';
import type { NetworkConfig } from '../../lib/domain/network';
import type { RaftSystem } from '../../lib/domain/raft-system';
import { accessShape } from '../../lib/plan/input/access-shape';
import { acknowledgementsShape } from '../../lib/plan/input/acknowledgement-shape';
import { engineConfigShape, engineTaskShape } from '../../lib/plan/input/engine-shape';
import { environmentVariable } from '../../lib/plan/input/environment-shape';
import { clusterShape, fleetShape, providerShape } from '../../lib/plan/input/fleet-shape';
import { duration } from '../../lib/plan/input/quantity-shape';
import { integer, list, method, oneOf, optional, record, type Shape, text } from '../../lib/plan/input/shape';
import { networkConfig, providerConfig } from '../../lib/plan/input/strategy-shape';
import { systemShape } from '../../lib/plan/input/system-shape';
import { fieldsOf, objectOf, oneOfFieldsOf, unionOf } from '../../lib/plan/input/typed-shape';

/** Compiled and never run: every check of something given stands for its type and for no other. */
export const tied: {
  readonly access: Shape<Access>;
  readonly acknowledged: Shape<readonly Acknowledgement[]>;
  readonly cluster: Shape<Cluster>;
  readonly engine: Shape<EngineConfig>;
  readonly fleet: Shape<Fleet>;
  readonly network: Shape<NetworkConfig>;
  readonly provider: Shape<DnsProvider>;
  readonly providerConfig: Shape<DnsProviderConfig>;
  readonly system: Shape<RaftSystem>;
  readonly task: Shape<EngineTask>;
  readonly variable: Shape<EnvironmentVariable>;
} = {
  access: accessShape,
  acknowledged: acknowledgementsShape,
  cluster: clusterShape,
  engine: engineConfigShape,
  fleet: fleetShape,
  network: networkConfig,
  provider: providerShape,
  providerConfig,
  system: systemShape,
  task: engineTaskShape,
  variable: environmentVariable,
};

interface Berth {
  readonly pier: string;
  readonly depth?: number;
  readonly flags: readonly ('red' | 'green')[];
}

const pier = text('a pier');
const depth = optional(integer(1, 30));
const flags = list(oneOf('red', 'green'));

/** Compiled and never run: each line marked as an error must be one, and the first of each part shows what is legal. */
export function illegalObjects(): readonly Shape<Berth>[] {
  const extra = { pier, depth, flags, length: integer(1, 400) };
  return [
    objectOf<Berth>()({ pier, depth, flags }),
    // @ts-expect-error a field of the type has no shape
    objectOf<Berth>()({ pier, flags }),
    // @ts-expect-error a required field of the type has no shape
    objectOf<Berth>()({ pier, depth }),
    // @ts-expect-error the type has no such field
    objectOf<Berth>()({ pier, depth, flags, length: integer(1, 400) }),
    // @ts-expect-error nor where it comes by a spread
    objectOf<Berth>()({ ...extra }),
    // @ts-expect-error the field is optional
    objectOf<Berth>()({ pier, depth: integer(1, 30), flags }),
    // @ts-expect-error the field is required
    objectOf<Berth>()({ pier: optional(pier), depth, flags }),
    // @ts-expect-error the field is a text
    objectOf<Berth>()({ pier: integer(1, 3), depth, flags }),
    // @ts-expect-error the list has no such item
    objectOf<Berth>()({ pier, depth, flags: list(oneOf('red', 'green', 'blue')) }),
    // @ts-expect-error the list has another item too
    objectOf<Berth>()({ pier, depth, flags: list(oneOf('red')) }),
    // @ts-expect-error the list is one of two words and not of all texts
    objectOf<Berth>()({ pier, depth, flags: list(text('a flag')) }),
  ];
}

export function illegalShapes(): void {
  const berth = objectOf<Berth>()({ pier, depth, flags });
  // @ts-expect-error a shape is not that of a wider type
  const wider: Shape<Pick<Berth, 'pier'>> = berth;
  // @ts-expect-error nor that of a narrower one
  const narrower: Shape<Berth & { readonly length: number }> = berth;
  // @ts-expect-error a check that stands for no type is no shape
  const untied: Shape<Berth> = () => [];
  void [wider, narrower, untied];
  fieldsOf<Berth>()({ pier, depth, flags });
  // @ts-expect-error common fields are held to their type as well
  fieldsOf<Berth>()({ pier, flags });
}

type Cargo =
  | { readonly kind: 'bulk'; readonly tons: number }
  | { readonly kind: 'reefer' | 'container'; readonly boxes: number; readonly cooled?: Duration }
  | { readonly kind: 'none' };

const boxes = { boxes: integer(1, 20_000), cooled: optional(duration(1, 60)) };

export function illegalUnions(): readonly Shape<Cargo>[] {
  const bulk = { tons: integer(1, 400_000) };
  return [
    unionOf<Cargo>()({ bulk, reefer: boxes, container: boxes, none: {} }),
    // @ts-expect-error a kind of the type is missing
    unionOf<Cargo>()({ bulk, reefer: boxes, none: {} }),
    // @ts-expect-error the type has no such kind
    unionOf<Cargo>()({ bulk, reefer: boxes, container: boxes, none: {}, liquid: bulk }),
    // @ts-expect-error a field of a kind is missing
    unionOf<Cargo>()({ bulk: {}, reefer: boxes, container: boxes, none: {} }),
    // @ts-expect-error an optional field of a kind is missing
    unionOf<Cargo>()({ bulk, reefer: boxes, container: { boxes: boxes.boxes }, none: {} }),
    // @ts-expect-error the kind has no such field
    unionOf<Cargo>()({ bulk, reefer: boxes, container: boxes, none: bulk }),
    // @ts-expect-error nor one that another kind has
    unionOf<Cargo>()({ bulk: { ...bulk, ...boxes }, reefer: boxes, container: boxes, none: {} }),
  ];
}

type Berthing = { readonly ship: string; readonly at: string } | { readonly ship: string; readonly after: number };

export function illegalForms(): readonly Shape<Berthing>[] {
  const ship = text('a ship');
  return [
    oneOfFieldsOf<Berthing>()({ at: { ship, at: text('a pier') }, after: { ship, after: integer(1, 9) } }),
    // @ts-expect-error a form of the type is missing
    oneOfFieldsOf<Berthing>()({ at: { ship, at: text('a pier') } }),
    // @ts-expect-error a field of a form is missing
    oneOfFieldsOf<Berthing>()({ at: { at: text('a pier') }, after: { ship, after: integer(1, 9) } }),
    // @ts-expect-error the form has no such field
    oneOfFieldsOf<Berthing>()({ at: { ship, at: text('a pier'), after: integer(1, 9) }, after: { ship, after: integer(1, 9) } }),
    // @ts-expect-error the type has no such form
    oneOfFieldsOf<Berthing>()({ at: { ship, at: text('a pier') }, after: { ship, after: integer(1, 9) }, ship: { ship } }),
  ];
}

interface Pilot {
  readonly name: string;
  steer?(degrees: number): void;
  berth(): string;
  readonly tides: Readonly<Record<string, number>>;
}

export function illegalStrategies(): readonly Shape<Pilot>[] {
  const name = text('a name');
  const tides = record(integer(0, 9));
  return [
    objectOf<Pilot>()({ name, steer: optional(method), berth: method, tides }),
    // @ts-expect-error a method that must be there is checked as such
    objectOf<Pilot>()({ name, steer: optional(method), berth: optional(method), tides }),
    // @ts-expect-error one that may be missing too
    objectOf<Pilot>()({ name, steer: method, berth: method, tides }),
    // @ts-expect-error a method has a shape
    objectOf<Pilot>()({ name, berth: method, tides }),
    // @ts-expect-error values of a record have a type
    objectOf<Pilot>()({ name, steer: optional(method), berth: method, tides: record(text('a tide')) }),
  ];
}
