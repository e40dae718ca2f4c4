import { bareImage, programsOf } from '../../manifests/pods/bare-image';
import { listAt, textAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';

const handlers = [['lifecycle', 'preStop'], ['lifecycle', 'postStart'], ['startupProbe'], ['livenessProbe'], ['readinessProbe']] as const;

/** Hooks and probes run programs that their image contains. */
export const shell = memberRule(
  {
    name: 'shutdown/shell',
    severity: 'error',
    demands:
      'Hooks and probes run only programs of the image. etcd images contain etcd, etcdctl and etcdutl, and neither a shell nor sleep.',
    why: 'If a preStop hook cannot run, the member is stopped without it. A probe that cannot run always fails.',
    source:
      'etcd Dockerfile, FROM gcr.io/distroless/static; Kubernetes, "Container Lifecycle Hooks" and enhancement 3960, "Sleep action for preStop".',
  },
  ({ containers }) =>
    containers
      .filter(({ data }) => bareImage(textAt(data, 'image') ?? ''))
      .flatMap(({ data, path }) =>
        handlers.flatMap(handler => {
          const command = textAt(data, ...handler, 'exec', 'command', 0);
          if (command === undefined || programsOf.test(command)) return [];
          const place = [...path, ...handler, 'exec', 'command'];
          const line = listAt(data, ...handler, 'exec', 'command').join(' ');
          const fix =
            handler[0] === 'lifecycle'
              ? 'use the sleep action, or remove it: etcd transfers its leadership by itself'
              : 'use an HTTP probe';
          return [{ path: place, problem: `${handler.at(-1)} runs '${line}', and image ${textAt(data, 'image')} has no ${command}`, fix }];
        }),
      ),
);
