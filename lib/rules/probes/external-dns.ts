import { dnsInstance } from '../../manifests/dns/external-dns';
import { type ProbeKind, probeOf } from '../../manifests/pods/probe';
import { isObject, listAt, numberAt, textAt, valueAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';
import { item, nameless } from '../subject';

const kinds: readonly ProbeKind[] = ['startupProbe', 'livenessProbe', 'readinessProbe'];
const paths = ['/healthz', '/metrics'];
const usualPort = 7979;

/** The probes of ExternalDNS use a path and a port at which it answers. */
export const externalDnsProbe = objectRule(
  {
    name: 'probes/external-dns',
    severity: 'error',
    demands: 'The probes of ExternalDNS request /healthz or /metrics at the port of its --metrics-address, by default 7979.',
    why: 'A liveness probe without an answer restarts it again and again, so no name follows its pods, and no failover reaches the clients.',
    source:
      'ExternalDNS controller/execute.go, serveMetrics: these two paths; its flag --metrics-address; Kubernetes, the default path is "/".',
  },
  ['Deployment'],
  object => {
    const instance = dnsInstance(object);
    if (!instance) return [];
    const { container, flags } = instance;
    const port = Number(/:(\d+)$/.exec(flags.get('metrics-address')?.at(-1) ?? '')?.[1] ?? usualPort);
    return kinds.flatMap((kind): readonly ObjectFound[] => {
      const probe = probeOf(container, kind);
      if (!probe || !isObject(valueAt(probe.data, 'httpGet'))) return [];
      const path = textAt(probe.data, 'httpGet', 'path') ?? '/';
      const probed = valueAt(probe.data, 'httpGet', 'port');
      const number = typeof probed === 'string' ? portNamed(probed, listAt(container.data, 'ports')) : probed;
      const found: ObjectFound[] = [];
      if (!paths.includes(path))
        found.push({
          path: [...probe.path, 'httpGet', 'path'],
          problem: `the ${kind} requests ${path}, which ExternalDNS does not serve`,
          fix: 'use the path /healthz',
        });
      if (number !== port)
        found.push({
          path: [...probe.path, 'httpGet', 'port'],
          problem: `the ${kind} uses port ${typeof probed === 'string' ? `'${probed}', which is ${number ?? 'not a port of the container'}` : probed}, and ExternalDNS answers at ${port}`,
          fix: `use port ${port}`,
          ...(typeof probed === 'string'
            ? {
                about: [item(object, [...container.path, 'ports'], probed)],
                reads: [item(object, [...container.path, 'ports'], probed), ...nameless(object, [...container.path, 'ports'])],
              }
            : {}),
        });
      return found;
    });
  },
);

const portNamed = (name: string, ports: readonly Parameters<typeof textAt>[0][]): number | undefined =>
  numberAt(
    ports.find(port => textAt(port, 'name') === name),
    'containerPort',
  );
