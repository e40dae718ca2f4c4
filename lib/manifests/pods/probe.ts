import { isObject, type JsonObject, numberAt, type Path, valueAt } from '../yaml/json';
import type { TemplateContainer } from './workload';

/** The kind of a probe: the name of its field. */
export type ProbeKind = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

/** A probe of a container, with Kubernetes' defaults filled in. */
export interface Probe {
  readonly kind: ProbeKind;
  readonly data: JsonObject;
  readonly path: Path;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
  readonly initialDelaySeconds: number;
}

/** A probe of a container; undefined where it has none. Defaults: Kubernetes, pkg/apis/core/v1/defaults.go. */
export function probeOf({ data, path }: TemplateContainer, kind: ProbeKind): Probe | undefined {
  const probe = valueAt(data, kind);
  if (!isObject(probe)) return undefined;
  return {
    kind,
    data: probe,
    path: [...path, kind],
    periodSeconds: numberAt(probe, 'periodSeconds') || 10,
    failureThreshold: numberAt(probe, 'failureThreshold') || 3,
    initialDelaySeconds: numberAt(probe, 'initialDelaySeconds') ?? 0,
  };
}

/** Seconds for which a probe must fail before the kubelet acts. */
export const failureSeconds = ({ periodSeconds, failureThreshold }: Probe): number => periodSeconds * failureThreshold;
