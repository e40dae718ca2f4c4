import { Construct } from 'constructs';
import { Manifest } from './manifest';
import { laterKind, Wave, wave } from './sync';
import type { RenderedSeat, RenderedSystem } from './unit-plan';

/** What tells the controller of a delegated zone of a system's name, the same in every cluster that is a name server of it. */
export class DelegatedNameObjects extends Construct {
  constructor(scope: Construct, id: string, { delegated }: RenderedSystem, { answers }: RenderedSeat) {
    super(scope, id);
    for (const object of answers ? delegated : []) {
      const annotations = { ...object.metadata.annotations, ...appliedLast };
      new Manifest(this, object.kind.toLowerCase(), { ...object, metadata: { ...object.metadata, annotations } });
    }
  }
}

/** It may be applied before its kind is there, and is healthy only where the members are. */
const appliedLast = { ...wave(Wave.last), ...laterKind };
