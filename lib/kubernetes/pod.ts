import type { Size } from 'cdk8s';
import type { EngineConfig, EnvironmentVariable, ProbeHandler } from '../domain/engine';
import type { Container, LifecycleHandler, PodSpec, Probe } from './plain';

/** Environment variables in the form of Kubernetes. */
export const environment = (variables: readonly EnvironmentVariable[]): NonNullable<Container['env']> =>
  variables.map(variable => {
    if ('value' in variable) return { name: variable.name, value: variable.value };
    if ('field' in variable) return { name: variable.name, valueFrom: { fieldRef: { fieldPath: variable.field } } };
    return { name: variable.name, valueFrom: { secretKeyRef: variable.secret } };
  });

/** A handler as part of a probe or a hook. */
export function handler(asked: ProbeHandler): Pick<Probe, 'httpGet' | 'tcpSocket' | 'exec'> {
  switch (asked.kind) {
    case 'http':
      return { httpGet: { path: asked.path, port: asked.port } };
    case 'tcp':
      return { tcpSocket: { port: asked.port } };
    case 'exec':
      return { exec: { command: asked.command } };
  }
}

/** The hook that runs before the stop signal. */
export const beforeStop = (before: NonNullable<EngineConfig['shutdown']['before']>): LifecycleHandler =>
  before.kind === 'sleep' ? { sleep: { seconds: before.time.toSeconds() } } : handler(before);

/** A pod that the restricted Pod Security Standard admits. It runs as one user, which owns its volumes. */
export const restrictedPod = (user: number): NonNullable<PodSpec['securityContext']> => ({
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  fsGroup: user,
  fsGroupChangePolicy: 'OnRootMismatch', // a recursive chown of a long log would delay every start
  seccompProfile: { type: 'RuntimeDefault' },
});

/** A container that the restricted Pod Security Standard admits. It can write only to its volumes. */
export const restrictedContainer: NonNullable<Container['securityContext']> = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** A size as a Kubernetes quantity, in the largest unit without decimals. */
export function quantity(size: Size): string {
  const mebibytes = size.toMebibytes();
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}
