import { bareImage, programsOf } from '../../manifests/pods/bare-image';
import { listAt, textAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';

const handlers = [['lifecycle', 'preStop'], ['lifecycle', 'postStart'], ['startupProbe'], ['livenessProbe'], ['readinessProbe']] as const;

/** What is to be run in an image is in it. */
export const shell = memberRule(
  {
    name: 'shutdown/shell',
    severity: 'error',
    demands: 'Hooks and probes run only what the image holds; etcd images hold etcd, etcdctl and etcdutl, and neither a shell nor sleep.',
    why: 'A preStop hook that cannot run is skipped, so the member is stopped without it; a probe that cannot run fails always.',
    source:
      'etcd Dockerfile, FROM gcr.io/distroless/static; Kubernetes, "Container Lifecycle Hooks" and enhancement 3960, "Sleep action for preStop".',
  },
  ({ containers }) =>
    containers
      .filter(({ data }) => bareImage(textAt(data, 'image') ?? ''))
      .flatMap(({ data, path }) =>
        handlers.flatMap(way => {
          const command = textAt(data, ...way, 'exec', 'command', 0);
          if (command === undefined || programsOf.test(command)) return [];
          const place = [...path, ...way, 'exec', 'command'];
          const line = listAt(data, ...way, 'exec', 'command').join(' ');
          const fix =
            way[0] === 'lifecycle' ? 'use the sleep action, or leave it out: etcd hands over leadership by itself' : 'ask by HTTP';
          return [{ path: place, problem: `${way.at(-1)} runs '${line}', and image ${textAt(data, 'image')} has no ${command}`, fix }];
        }),
      ),
);
