import type { Severity } from '../domain/finding';
import { type PodFields, podFields, podKinds } from '../manifests/api/pod-fields';
import { typeOfKind } from '../manifests/api/schema';
import { type StructureFault, structureOf } from '../manifests/api/structure';
import type { AppliedObject } from '../manifests/objects/applied-object';
import { type Fault, Field } from '../manifests/objects/field';
import type { ClusterManifests } from '../manifests/objects/unit-manifests';
import { type ObjectFound, objectRule, type Rule, type RuleText } from './rule';
import { given } from './subject';

type ServerText = Omit<RuleText, 'severity'>;

/** A rule about the API server finds errors: the server refuses the object, or stores other content than was written. */
const refused = (text: ServerText, severity: Severity = 'error'): RuleText => ({ ...text, severity, fundamental: true });

/** These rules read only the version of the cluster. */
const alone = true;

const nothing: readonly ObjectFound[] = [];

/**
 * A rule about what the API server accepts, over Kubernetes' own objects of these kinds. A custom resource with the same kind is skipped.
 * A test against a real server proves each of these rules (tests/live/server.test.ts).
 */
export const serverRule = (
  text: ServerText,
  kinds: readonly string[],
  check: (faults: Fault[], object: Field, applied: AppliedObject, cluster: ClusterManifests) => void,
): Rule =>
  objectRule(
    refused(text),
    kinds,
    (applied, cluster) => {
      if (!typeOfKind(applied.apiVersion, applied.kind)) return nothing;
      const faults: Fault[] = [];
      check(faults, Field.of(applied.data), applied, cluster);
      return faults.map(fault => foundIn(applied, fault));
    },
    alone,
  );

/** A rule about what the API server accepts, over every workload that creates pods. */
export const serverPodRule = (text: ServerText, check: (faults: Fault[], pod: PodFields, cluster: ClusterManifests) => void): Rule =>
  serverRule(text, podKinds, (faults, _, applied, cluster) => check(faults, podFields(applied), cluster));

/** A rule about one thing that can be wrong with the structure of an object. */
export const structureRule = (
  text: ServerText,
  about: StructureFault['about'],
  counts: (fault: StructureFault, cluster: ClusterManifests) => boolean = () => true,
  severity: Severity = 'error',
): Rule =>
  objectRule(
    refused(text, severity),
    [],
    (object, cluster) => {
      const faults = structureOf(object.data, object.apiVersion, object.kind);
      if (faults.length === 0) return nothing;
      return faults.filter(fault => fault.about === about && counts(fault, cluster)).map(fault => foundIn(object, fault));
    },
    alone,
  );

/** A fault as a finding. A missing field is another subject than the object around it. */
const foundIn = (object: AppliedObject, { path, problem, fix, fields }: Fault): ObjectFound => ({
  path,
  problem,
  fix,
  ...(fields ? { about: fields.map(field => given(object, ...field)) } : {}),
});
