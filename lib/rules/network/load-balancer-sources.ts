import { admittedFacts } from '../../manifests/network/admitted-facts';
import type { AppliedObject } from '../../manifests/objects/applied-object';
import { objectOf } from '../../manifests/objects/cluster-objects';
import type { UnitManifests } from '../../manifests/objects/unit-manifests';
import { clientServiceOf, type SystemPart, systemParts } from '../../manifests/pods/system-objects';
import { listAt, textAt } from '../../manifests/yaml/json';
import { type AddressRange, parseCidr, rangeText, subtractRanges } from '../../plan/network/address-ranges';
import { type ManifestFound, unitRule } from '../rule';

/** A load balancer admits exactly its clients. */
export const loadBalancerSources = unitRule(
  {
    name: 'network/load-balancer-sources',
    severity: 'error',
    demands:
      'The source ranges of a load balancer are the declared client ranges or, behind load balancers of the system, the ranges of their pods.',
    why: 'Without ranges a load balancer is open to the whole internet. With too few it refuses clients before any network policy applies.',
    source: 'Kubernetes documentation, "Configure Your Cloud Provider\'s Firewalls": the default of loadBalancerSourceRanges is 0.0.0.0/0.',
  },
  unit => systemParts(unit).flatMap(part => [...ofMembers(part, unit), ...ofBalancers(part)]),
);

/** The Service of the members: its clients are the clients of the system, or the load balancers. */
function ofMembers(part: SystemPart, { plan }: UnitManifests): readonly ManifestFound[] {
  const service = clientServiceOf(part);
  const { clientCidrs, balancer } = part.system.access;
  if (!service || !part.seat.serves) return [];
  if (!balancer) return clientCidrs ? wrongRanges(service, clientCidrs, clients) : [];
  const pods = balancer.sites.flatMap(({ cluster: site }) => {
    const declared = plan?.clusters.find(({ name }) => name === site);
    const facts = declared && admittedFacts(declared, part.system);
    return (site === part.cluster.cluster ? facts?.podCidrs : facts?.memberCidrs) ?? [];
  });
  return wrongRanges(service, pods, balancers);
}

/** The Service of the load balancers, if this cluster is one of their sites. */
function ofBalancers({ system, cluster }: SystemPart): readonly ManifestFound[] {
  const { balancer } = system.access;
  const site = balancer?.sites.find(each => each.cluster === cluster.cluster);
  const service = balancer && objectOf(cluster, 'Service', balancer.name, system.namespace);
  return service && site && balancer.frontend === 'load-balancer' ? wrongRanges(service, site.clientCidrs, clients) : [];
}

/** The texts of findings about one kind of clients. */
interface ClientTexts {
  readonly none: string;
  readonly some: string;
}

const clients: ClientTexts = { none: 'which is not a declared client range', some: 'a declared client range' };
const balancers: ClientTexts = { none: 'where no load balancer of the system is', some: "where the system's load balancers are" };

function wrongRanges(service: AppliedObject, wanted: readonly string[], { none, some }: ClientTexts): readonly ManifestFound[] {
  if (textAt(service.data, 'spec', 'type') !== 'LoadBalancer') return [];
  const given = listAt(service.data, 'spec', 'loadBalancerSourceRanges').flatMap(range =>
    typeof range === 'string' ? [range.trim()] : [],
  );
  const found = { object: service, path: ['spec', 'loadBalancerSourceRanges'] };
  const fix = `set them to ${wanted.join(', ')}`;
  if (given.length === 0) return [{ ...found, problem: 'it has no loadBalancerSourceRanges, so it is open to everybody', fix }];
  const [extra] = subtractRanges(spans(given), spans(wanted));
  const [missing] = subtractRanges(spans(wanted), spans(given));
  return [
    ...(extra ? [{ ...found, problem: `it admits ${rangeText(extra)}, ${none}`, fix }] : []),
    ...(missing ? [{ ...found, problem: `it refuses ${rangeText(missing)}, ${some}`, fix }] : []),
  ];
}

const spans = (cidrs: readonly string[]): readonly AddressRange[] => cidrs.flatMap(cidr => parseCidr(cidr) ?? []);
