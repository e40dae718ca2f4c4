import { type MemberPool, runs, settingOf, settingsOf } from '../../manifests/pods/member-pool';
import { peerEntries } from '../../manifests/pods/peer-list';
import { type ProbeKind, probeOf } from '../../manifests/pods/probe';
import type { Setting } from '../../manifests/pods/settings';
import type { TemplateContainer } from '../../manifests/pods/workload';
import { type JsonObject, listAt, numberAt, type Path, textAt, valueAt } from '../../manifests/yaml/json';
import { memberRule } from '../member-rule';
import { containerPort } from '../membership/container-port';
import { listensOutside } from '../membership/listen';
import type { ObjectFound } from '../rule';
import { fieldOf, given, item, nameless } from '../subject';
import { untold } from '../untold';

const probes: readonly ProbeKind[] = ['startupProbe', 'livenessProbe', 'readinessProbe'];

/** Probes use a port at which the process listens. */
export const probePort = memberRule(
  {
    name: 'probes/port',
    severity: 'error',
    demands: 'The port of a probe is a port of its container, at which the process listens with the scheme of the probe.',
    why: 'A probe to a port without a listener always fails: the member is restarted again and again, or never becomes ready.',
    source: 'Kubernetes pkg/kubelet/prober, resolveContainerPort; etcd documentation, --listen-metrics-urls.',
    follows: [containerPort, listensOutside],
  },
  pool =>
    pool.containers.flatMap(container =>
      probes.flatMap(kind => {
        const probe = probeOf(container, kind);
        if (!probe) return [];
        return (['httpGet', 'tcpSocket'] as const).flatMap(handler => {
          const port = valueAt(probe.data, handler, 'port');
          if (port === undefined || port === null) return [];
          const problem = wrongPort(port, probe.data, container, pool);
          return problem === undefined
            ? []
            : [
                {
                  path: [...probe.path, handler, 'port'] as Path,
                  problem: `the ${kind} ${problem}`,
                  fix: 'use a port on which the process listens',
                  ...behind(port, container, pool),
                },
              ];
        });
      }),
    ),
);

function wrongPort(port: unknown, probe: JsonObject, container: TemplateContainer, pool: MemberPool): string | undefined {
  const ports = listAt(container.data, 'ports');
  const named = typeof port === 'string' ? ports.find(each => textAt(each, 'name') === port) : undefined;
  if (typeof port === 'string' && !named) {
    const names = ports.flatMap(each => textAt(each, 'name') ?? []);
    return `uses port '${port}', and container ${container.name} has ${names.length > 0 ? names.join(', ') : 'no named ports'}`;
  }
  const number = typeof port === 'number' ? port : numberAt(named, 'containerPort');
  const isHttp = valueAt(probe, 'httpGet') !== undefined;
  if (container !== pool.member || !isHttp || number === undefined || !runs(pool, 'etcd')) return undefined;
  const listeners = listenersOf(pool)
    .flatMap(({ value }) => peerEntries(value))
    // The kubelet connects to the address of the pod.
    .filter(({ host }) => host !== 'localhost' && !host.startsWith('127.') && host !== '[::1]');
  const here = listeners.filter(entry => entry.port === number);
  if (here.length === 0) return `uses port ${number}, at which etcd serves no health checks`;
  const scheme = (textAt(probe, 'httpGet', 'scheme') ?? 'HTTP').toLowerCase();
  return here.some(entry => entry.scheme === scheme)
    ? undefined
    : `uses ${scheme} at port ${number}, and etcd uses ${here[0]?.scheme ?? 'another scheme'}`;
}

/** The settings with the addresses at which etcd serves health checks. */
const listenersOf = (pool: MemberPool): readonly Setting[] =>
  settingsOf(pool).filter(({ key }) => key === 'listen-metrics-urls' || key === 'listen-client-urls' || key === 'listen-client-http-urls');

/** The subjects of a finding about a named port: the container port, and the listener of the process, which all probes share. */
function behind(port: unknown, container: TemplateContainer, pool: MemberPool): Pick<ObjectFound, 'about' | 'reads'> {
  const listeners = container === pool.member ? listenersOf(pool).map(({ object, path }) => fieldOf(object, ...path)) : [];
  if (typeof port !== 'string') return { reads: listeners };
  const ports = [...container.path, 'ports'];
  const named = item(pool.object, ports, port);
  if (!listAt(container.data, 'ports').some(each => textAt(each, 'name') === port))
    return { about: [named], reads: nameless(pool.object, ports) };
  const listener = settingOf(pool, 'listen-metrics-urls');
  if (!listener) return { about: untold(pool, '--listen-metrics-urls').about, reads: [named, ...listeners] };
  return { about: [given(listener.object, ...listener.path)], reads: [named] };
}
