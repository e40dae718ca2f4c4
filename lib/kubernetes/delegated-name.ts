import { Construct } from 'constructs';
import { Manifest } from './manifest';
import { laterKind, Wave, wave } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/** The objects for the controller of a delegated zone about a system's name. They are the same in every cluster that is a name server. */
export class DelegatedNameObjects extends Construct {
  constructor(scope: Construct, id: string, { delegated }: RenderedSystem, { answers }: RenderedSeat) {
    super(scope, id);
    for (const object of answers ? delegated : []) {
      const annotations = { ...object.metadata.annotations, ...appliedLast };
      new Manifest(this, object.kind.toLowerCase(), { ...object, metadata: { ...object.metadata, annotations } });
    }
  }
}

/** Sync options: the object may be applied before its kind exists, and is healthy only if the members are. */
const appliedLast = { ...wave(Wave.last), ...laterKind };
