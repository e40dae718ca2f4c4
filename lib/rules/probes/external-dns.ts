import { dnsInstance } from '../../manifests/dns/external-dns';
import { type ProbeKind, probeOf } from '../../manifests/pods/probe';
import { isObject, listAt, numberAt, textAt, valueAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';
import { item, nameless } from '../subject';

const kinds: readonly ProbeKind[] = ['startupProbe', 'livenessProbe', 'readinessProbe'];
const paths = ['/healthz', '/metrics'];
const usualPort = 7979;

/** ExternalDNS is asked where it answers. */
export const externalDnsProbe = objectRule(
  {
    name: 'probes/external-dns',
    severity: 'error',
    demands: 'The probes of ExternalDNS ask for /healthz or /metrics at the port of its --metrics-address, 7979 unless it is given.',
    why: 'A liveness probe that is never answered restarts it for ever, so that no name follows its pods, and no failover reaches the clients.',
    source:
      'ExternalDNS controller/execute.go, serveMetrics: these two paths; its flag --metrics-address; Kubernetes, a path that is left out is "/".',
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
      const asked = valueAt(probe.data, 'httpGet', 'port');
      const number = typeof asked === 'string' ? portNamed(asked, listAt(container.data, 'ports')) : asked;
      const found: ObjectFound[] = [];
      if (!paths.includes(path))
        found.push({
          path: [...probe.path, 'httpGet', 'path'],
          problem: `the ${kind} asks for ${path}, which ExternalDNS does not know`,
          fix: 'ask for /healthz',
        });
      if (number !== port)
        found.push({
          path: [...probe.path, 'httpGet', 'port'],
          problem: `the ${kind} asks at port ${typeof asked === 'string' ? `'${asked}', which is ${number ?? 'no port of the container'}` : asked}, and ExternalDNS answers at ${port}`,
          fix: `ask at ${port}`,
          ...(typeof asked === 'string'
            ? {
                about: [item(object, [...container.path, 'ports'], asked)],
                reads: [item(object, [...container.path, 'ports'], asked), ...nameless(object, [...container.path, 'ports'])],
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
