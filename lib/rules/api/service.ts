import { addressBits, isAddress, networkBits } from '../../manifests/api/addresses';
import { mayBeOneOf, mustBeOneOf, mustBePort, mustBeWithin, mustDiffer, mustFit } from '../../manifests/api/checks';
import { dnsLabel, dnsSubdomain, qualifiedName } from '../../manifests/api/forms';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

const types: readonly string[] = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];
const longestAffinity = 86_400;

/** The form of Services. */
export const serviceForm = serverRule(
  {
    name: 'api/service',
    demands: 'A Service has ports with different names, valid addresses, and only fields that its type may have.',
    why: 'The server refuses the Service, so members have no names, or clients have no address.',
    source:
      'Kubernetes pkg/apis/core/validation/validation.go: validateService, validateServicePort, ValidateServiceClusterIPsRelatedFields.',
  },
  ['Service'],
  (faults, object) => {
    const spec = object.at('spec');
    const type = spec.at('type').text || 'ClusterIP';
    mayBeOneOf(faults, spec.at('type'), types);
    const headless = isHeadless(spec);
    checkPorts(faults, spec, type, headless);
    if (type === 'ExternalName') checkExternalName(faults, spec);
    else checkAddresses(faults, spec);
    for (const address of spec.at('externalIPs').items) checkExternal(faults, address);
    if (headless && (type === 'LoadBalancer' || type === 'NodePort'))
      faults.push({
        ...spec
          .at('clusterIP')
          .fault(`clusterIP is None, and a Service of type ${quoted(type)} needs an address`, "remove it, or set the type to 'ClusterIP'"),
        fields: [spec.at('clusterIP').path, spec.at('type').path],
      });
    checkAffinity(faults, spec);
    checkTraffic(faults, spec, type);
    checkBalancer(faults, object, spec, type);
  },
);

const isHeadless = (spec: Field): boolean => {
  const several = spec.at('clusterIPs').items;
  return several.length > 0 ? several.length === 1 && several[0]?.text === 'None' : spec.at('clusterIP').text === 'None';
};

function checkPorts(faults: Fault[], spec: Field, type: string, headless: boolean): void {
  const ports = spec.at('ports').items;
  if (ports.length === 0 && !headless && type !== 'ExternalName')
    faults.push(spec.at('ports').fault('the Service has no ports', 'add one'));
  const nodePorts = new Set<string>();
  for (const port of ports) {
    const name = port.at('name');
    if (name.text === '' && ports.length > 1) faults.push(port.fault('the Service has several ports, and this one has no name', 'name it'));
    mustFit(faults, name, dnsLabel, 'rename the port');
    if (port.at('port').number !== 0) mustBePort(faults, port.at('port'));
    // 0 and an empty text count as missing: the default is the port itself.
    const target = port.at('targetPort');
    if (target.value !== 0 && target.value !== '') mustBePort(faults, target);
    mayBeOneOf(faults, port.at('protocol'), ['TCP', 'UDP', 'SCTP']);
    const application = port.at('appProtocol');
    if (application.given && !qualifiedName.fits(application.text))
      faults.push(
        application.fault(`appProtocol ${quoted(application.text)} is not ${qualifiedName.is}`, "write it as 'kubernetes.io/h2c'"),
      );
    const node = port.at('nodePort');
    if (!node.number) continue;
    if (type === 'ClusterIP')
      faults.push(node.fault("a Service of type 'ClusterIP' has no node port", "remove nodePort, or set the type to 'NodePort'"));
    const key = `${port.at('protocol').text || 'TCP'} ${node.number}`;
    if (nodePorts.has(key)) faults.push(node.fault(`two ports use node port ${node.number}`, 'set different node ports'));
    nodePorts.add(key);
  }
  if (ports.length > 1)
    mustDiffer(
      faults,
      ports.map(port => port.at('name')),
      'port of a Service',
    );
}

function checkExternalName(faults: Fault[], spec: Field): void {
  const name = spec.at('externalName');
  if (!dnsSubdomain.fits(name.text.replace(/\.$/, '')))
    faults.push(name.fault(`externalName ${quoted(name.text)} is not ${dnsSubdomain.is}`, 'name the host'));
  if (spec.at('clusterIP').text !== '')
    faults.push(spec.at('clusterIP').fault("a Service of type 'ExternalName' has no address", 'remove it'));
  for (const field of ['clusterIPs', 'ipFamilies'])
    if (spec.at(field).size > 0) faults.push(spec.at(field).fault("a Service of type 'ExternalName' has no address", 'remove it'));
  if (spec.at('ipFamilyPolicy').given)
    faults.push(spec.at('ipFamilyPolicy').fault("a Service of type 'ExternalName' has no address", 'remove it'));
}

function checkAddresses(faults: Fault[], spec: Field): void {
  const one = spec.at('clusterIP');
  const several = spec.at('clusterIPs').items;
  if (one.text !== '' && one.text !== 'None' && !isAddress(one.text))
    faults.push(one.fault(`clusterIP is ${quoted(one.text)}`, "write 'None' for a headless Service, or remove it"));
  if (several.length > 0 && several[0]?.text !== one.text)
    faults.push(spec.at('clusterIPs').fault('the first of clusterIPs is not clusterIP', 'set both to the same value, or remove both'));
  if (several.length > 2)
    faults.push(spec.at('clusterIPs').fault(`there are ${several.length} addresses`, 'keep one for IPv4 and one for IPv6'));
  for (const [at, address] of several.entries())
    if (!isAddress(address.text) && !(at === 0 && address.text === 'None' && several.length === 1))
      faults.push(address.fault(`${quoted(address.text)} is not an IP address`, 'correct it'));
  const families = spec.at('ipFamilies').items;
  for (const family of families)
    if (!['IPv4', 'IPv6'].includes(family.text))
      faults.push(family.fault(`there is no IP family ${quoted(family.text)}`, 'write IPv4 or IPv6'));
  mustDiffer(faults, families, 'family');
  mustBeOneOf(faults, spec.at('ipFamilyPolicy'), ['SingleStack', 'PreferDualStack', 'RequireDualStack']);
}

function checkExternal(faults: Fault[], address: Field): void {
  const bits = addressBits(address.text);
  if (!bits) faults.push(address.fault(`${quoted(address.text)} is not an IP address`, 'correct it'));
  else if (
    bits.value === 0n ||
    (bits.width === 32 ? bits.value >> 24n === 127n || bits.value >> 16n === 0xa9fen : bits.value === 1n || bits.value >> 118n === 0x3fan)
  )
    faults.push(address.fault(`${address.text} cannot be reached from outside`, 'write an address that is routed to the nodes'));
}

function checkAffinity(faults: Fault[], spec: Field): void {
  const affinity = spec.at('sessionAffinity');
  mayBeOneOf(faults, affinity, ['None', 'ClientIP']);
  const timeout = spec.at('sessionAffinityConfig', 'clientIP', 'timeoutSeconds');
  if (affinity.text === 'ClientIP') mustBeWithin(faults, timeout, 1, longestAffinity);
}

function checkTraffic(faults: Fault[], spec: Field, type: string): void {
  const external = spec.at('externalTrafficPolicy');
  mayBeOneOf(faults, external, ['Cluster', 'Local']);
  const reached = type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && spec.at('externalIPs').size > 0);
  if (external.text !== '' && !reached)
    faults.push(
      external.fault(
        `externalTrafficPolicy is for Services with traffic from outside, and this one is of type ${quoted(type)}`,
        'remove it',
      ),
    );
  mustBeOneOf(faults, spec.at('internalTrafficPolicy'), ['Cluster', 'Local']);
  mustBeOneOf(faults, spec.at('trafficDistribution'), ['PreferClose', 'PreferSameZone', 'PreferSameNode']);
  const health = spec.at('healthCheckNodePort');
  if (health.number && !(type === 'LoadBalancer' && external.text === 'Local'))
    faults.push(health.fault("healthCheckNodePort is for type 'LoadBalancer' with externalTrafficPolicy 'Local'", 'remove it'));
}

function checkBalancer(faults: Fault[], object: Field, spec: Field, type: string): void {
  const balanced = type === 'LoadBalancer';
  for (const name of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'])
    if (spec.at(name).given && !balanced)
      faults.push(
        spec.at(name).fault(`${name} is for Services of type 'LoadBalancer', and this one is of type ${quoted(type)}`, 'remove it'),
      );
  const own = spec.at('loadBalancerClass');
  if (balanced && own.given && !qualifiedName.fits(own.text))
    faults.push(own.fault(`${quoted(own.text)} is not ${qualifiedName.is}`, 'correct it'));
  const ranges = spec.at('loadBalancerSourceRanges');
  const written = object.at('metadata', 'annotations', 'service.beta.kubernetes.io/load-balancer-source-ranges');
  if (ranges.size > 0) {
    if (!balanced)
      faults.push(
        ranges.fault(
          `loadBalancerSourceRanges is for Services of type 'LoadBalancer', and this one is of type ${quoted(type)}`,
          'remove it',
        ),
      );
    for (const range of ranges.items)
      if (!networkBits(range.text.trim()))
        faults.push(range.fault(`${quoted(range.text)} is not a network`, "write it like '198.51.100.0/24'"));
  } else if (written.given) {
    if (!balanced)
      faults.push(
        written.fault(`the annotation is for Services of type 'LoadBalancer', and this one is of type ${quoted(type)}`, 'remove it'),
      );
    for (const range of written.text.trim() === '' ? [] : written.text.split(','))
      if (!networkBits(range.trim())) faults.push(written.fault(`${quoted(range)} is not a network`, "write it like '198.51.100.0/24'"));
  }
}
