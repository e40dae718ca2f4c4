import type { AppliedObject } from '../../manifests/objects/applied-object';
import { objectOf } from '../../manifests/objects/cluster-objects';
import type { UnitManifests } from '../../manifests/objects/unit-manifests';
import { clientServiceOf, type SystemPart, systemParts } from '../../manifests/pods/system-objects';
import { listAt, textAt } from '../../manifests/yaml/json';
import { type AddressRange, parseCidr, rangeText, subtractRanges } from '../../plan/network/address-ranges';
import { type ManifestFound, unitRule } from '../rule';

/** A load balancer admits those that are to come to it, and nobody else. */
export const loadBalancerSources = unitRule(
  {
    name: 'network/load-balancer-sources',
    severity: 'error',
    demands:
      'The source ranges of a load balancer are the ranges that clients are declared to come from; behind load balancers of the system, the ranges of their pods.',
    why: 'Without ranges a load balancer is open to the whole internet; with too few it turns those away that are to come, before any policy is asked.',
    source:
      'Kubernetes documentation, "Configure Your Cloud Provider\'s Firewalls": loadBalancerSourceRanges is 0.0.0.0/0 unless it is set.',
  },
  unit => systemParts(unit).flatMap(part => [...ofMembers(part, unit), ...ofBalancers(part)]),
);

/** The Service of the members: clients come to it, or the load balancers in front of all clusters. */
function ofMembers(part: SystemPart, { plan }: UnitManifests): readonly ManifestFound[] {
  const service = clientServiceOf(part);
  const { clientCidrs, balancer } = part.system.access;
  if (!service || !part.seat.serves) return [];
  if (!balancer) return clientCidrs ? wrongRanges(service, clientCidrs, clients) : [];
  const pods = balancer.sites.flatMap(({ cluster: place }) => {
    const facts = plan?.clusters.find(({ name }) => name === place);
    return (place === part.cluster.cluster ? facts?.podCidrs : facts?.memberCidrs) ?? [];
  });
  return wrongRanges(service, pods, balancers);
}

/** The Service of the load balancers in this cluster, where it is one of their places. */
function ofBalancers({ system, cluster }: SystemPart): readonly ManifestFound[] {
  const { balancer } = system.access;
  const place = balancer?.sites.find(each => each.cluster === cluster.cluster);
  const service = balancer && objectOf(cluster, 'Service', balancer.name, system.namespace);
  return service && place && balancer.frontend === 'load-balancer' ? wrongRanges(service, place.clientCidrs, clients) : [];
}

/** Those who are to come, in words. */
interface Comers {
  readonly nobody: string;
  readonly somebody: string;
}

const clients: Comers = { nobody: 'no client is declared to come', somebody: 'clients are declared to come' };
const balancers: Comers = { nobody: 'no load balancer of the system comes', somebody: "the system's load balancers come" };

function wrongRanges(service: AppliedObject, wanted: readonly string[], { nobody, somebody }: Comers): readonly ManifestFound[] {
  if (textAt(service.data, 'spec', 'type') !== 'LoadBalancer') return [];
  const given = listAt(service.data, 'spec', 'loadBalancerSourceRanges').flatMap(range =>
    typeof range === 'string' ? [range.trim()] : [],
  );
  const found = { object: service, path: ['spec', 'loadBalancerSourceRanges'] };
  const fix = `make them ${wanted.join(', ')}`;
  if (given.length === 0) return [{ ...found, problem: 'it has no loadBalancerSourceRanges, so it is open to everybody', fix }];
  const [extra] = subtractRanges(spans(given), spans(wanted));
  const [missing] = subtractRanges(spans(wanted), spans(given));
  return [
    ...(extra ? [{ ...found, problem: `it admits ${rangeText(extra)}, from where ${nobody}`, fix }] : []),
    ...(missing ? [{ ...found, problem: `it keeps out ${rangeText(missing)}, from where ${somebody}`, fix }] : []),
  ];
}

const spans = (cidrs: readonly string[]): readonly AddressRange[] => cidrs.flatMap(cidr => parseCidr(cidr) ?? []);
