import { clientServiceOf, systemParts } from '../../manifests/pods/system-objects';
import { listAt, textAt } from '../../manifests/yaml/json';
import { type AddressRange, parseCidr, rangeText, subtractRanges } from '../../plan/network/address-ranges';
import { unitRule } from '../rule';

/** A load balancer admits the clients that are declared, and nobody else. */
export const loadBalancerSources = unitRule(
  {
    name: 'network/load-balancer-sources',
    severity: 'error',
    demands: 'The source ranges of a load balancer are the ranges that clients are declared to come from.',
    why: 'Without ranges a load balancer is open to the whole internet; with too few it turns clients away before any policy is asked.',
    source:
      'Kubernetes documentation, "Configure Your Cloud Provider\'s Firewalls": loadBalancerSourceRanges is 0.0.0.0/0 unless it is set.',
  },
  unit =>
    systemParts(unit).flatMap(part => {
      const service = clientServiceOf(part);
      const declared = part.system.access.clientCidrs;
      if (!service || !part.seat.serves || !declared || textAt(service.data, 'spec', 'type') !== 'LoadBalancer') return [];
      const given = listAt(service.data, 'spec', 'loadBalancerSourceRanges').flatMap(range =>
        typeof range === 'string' ? [range.trim()] : [],
      );
      const found = { object: service, path: ['spec', 'loadBalancerSourceRanges'] };
      const fix = `make them ${declared.join(', ')}`;
      if (given.length === 0) return [{ ...found, problem: 'it has no loadBalancerSourceRanges, so it is open to everybody', fix }];
      const [extra] = subtractRanges(spans(given), spans(declared));
      const [missing] = subtractRanges(spans(declared), spans(given));
      return [
        ...(extra ? [{ ...found, problem: `it admits ${rangeText(extra)}, which no client is declared to come from`, fix }] : []),
        ...(missing ? [{ ...found, problem: `it keeps out ${rangeText(missing)}, which clients are declared to come from`, fix }] : []),
      ];
    }),
);

const spans = (cidrs: readonly string[]): readonly AddressRange[] => cidrs.flatMap(cidr => parseCidr(cidr) ?? []);
