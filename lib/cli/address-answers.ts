import type { AddressAnswer } from '../change/network-gate';
import type { GoneAddresses } from '../change/network-steps';
import type { Kubectl } from './cluster-answers';

interface PodAddresses {
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly namespace?: string };
    readonly status?: { readonly phase?: string; readonly podIP?: string; readonly podIPs?: readonly { readonly ip?: string }[] };
  }[];
}

interface ServiceAddresses {
  readonly spec: { readonly clusterIP?: string; readonly clusterIPs?: readonly string[] };
}

interface EndpointSlices {
  readonly items: readonly {
    readonly endpoints?: readonly { readonly addresses: readonly string[] }[] | null;
    readonly ports?: readonly { readonly port?: number }[] | null;
  }[];
}

/** Asks a cluster what still has addresses that are to be admitted no longer. It is asked nothing else. */
export function addressesOf(cluster: string, kubectl: Kubectl, { pods, dns, apiServers }: GoneAddresses): AddressAnswer {
  return {
    pods: pods.length > 0 ? podsOf(cluster, kubectl) : [],
    dns: dns.length > 0 ? dnsOf(cluster, kubectl) : [],
    apiServers: apiServers.length > 0 ? apiServersOf(cluster, kubectl) : [],
  };
}

function podsOf(cluster: string, kubectl: Kubectl): AddressAnswer['pods'] {
  const pods = kubectl(cluster, 'get', 'pods', '--all-namespaces', '--output', 'json') as PodAddresses | undefined;
  return pods?.items
    .filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed')
    .map(({ metadata: { name, namespace = '' }, status }) => ({
      name: `${namespace}/${name}`,
      addresses: [status?.podIP, ...(status?.podIPs ?? []).map(({ ip }) => ip)].filter(address => address !== undefined),
    }));
}

/** Of a Service in another namespace than that of the system: of two options of this name kubectl takes the last. */
const slicesOf = (cluster: string, kubectl: Kubectl, namespace: string, service: string): EndpointSlices | undefined =>
  kubectl(
    ...([cluster, 'get', 'endpointslices', '--namespace', namespace] as const),
    ...['--selector', `kubernetes.io/service-name=${service}`, '--output', 'json'],
  ) as EndpointSlices | undefined;

function dnsOf(cluster: string, kubectl: Kubectl): AddressAnswer['dns'] {
  const service = kubectl(cluster, 'get', 'service', 'kube-dns', '--namespace', 'kube-system', '--output', 'json') as
    | ServiceAddresses
    | undefined;
  const slices = slicesOf(cluster, kubectl, 'kube-system', 'kube-dns');
  return [
    ...new Set([
      ...(service?.spec.clusterIPs ?? [service?.spec.clusterIP ?? '']),
      ...(slices?.items ?? []).flatMap(({ endpoints }) => (endpoints ?? []).flatMap(({ addresses }) => addresses)),
    ]),
  ];
}

function apiServersOf(cluster: string, kubectl: Kubectl): AddressAnswer['apiServers'] {
  return slicesOf(cluster, kubectl, 'default', 'kubernetes')?.items.flatMap(({ endpoints, ports }) =>
    (endpoints ?? []).flatMap(({ addresses }) =>
      addresses.flatMap(address => (ports ?? []).flatMap(({ port }) => (port === undefined ? [] : [{ address, port }]))),
    ),
  );
}
