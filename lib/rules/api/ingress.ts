import { isAddress } from '../../manifests/api/addresses';
import { mayBeOneOf, mustBeWithin, mustFit } from '../../manifests/api/checks';
import { dnsHost, dnsSubdomain, pathSegment, portName, serviceLabel } from '../../manifests/api/forms';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

const between: readonly string[] = ['//', '/./', '/../', '%2f', '%2F'];

/** The form of Ingresses. */
export const ingressForm = serverRule(
  {
    name: 'api/ingress',
    demands: 'An Ingress has valid hosts, paths and backends, and a pathType for each path.',
    why: 'The server refuses the Ingress, so no client reaches the system.',
    source: 'Kubernetes pkg/apis/networking/validation/validation.go: ValidateIngressSpec.',
  },
  ['Ingress'],
  (faults, object) => {
    const spec = object.at('spec');
    const rules = spec.at('rules').items;
    const otherwise = spec.at('defaultBackend');
    if (rules.length === 0 && !otherwise.given)
      faults.push(spec.fault('the Ingress has no rules and no defaultBackend', 'add one of the two'));
    if (otherwise.given) checkBackend(faults, otherwise);
    for (const rule of rules) checkRule(faults, rule);
    for (const tls of spec.at('tls').items) {
      for (const host of tls.at('hosts').items)
        if (!dnsHost.fits(host.text)) faults.push(host.fault(`the host ${quoted(host.text)} is not ${dnsHost.is}`, 'correct it'));
      mustFit(faults, tls.at('secretName'), dnsSubdomain, 'write a valid Secret name');
    }
    const own = spec.at('ingressClassName');
    if (own.given && !dnsSubdomain.fits(own.text))
      faults.push(own.fault(`${quoted(own.text)} is not a valid name of an IngressClass`, 'correct it, or remove it'));
    const written = object.at('metadata', 'annotations', 'kubernetes.io/ingress.class');
    if (own.given && written.given && own.text !== written.text)
      faults.push(
        written.fault(`the annotation says ${quoted(written.text)}, and ingressClassName ${quoted(own.text)}`, 'remove the annotation'),
      );
  },
);

function checkRule(faults: Fault[], rule: Field): void {
  const host = rule.at('host');
  if (isAddress(host.text))
    faults.push(host.fault(`the host ${quoted(host.text)} is an address`, 'write a DNS name, or remove it to serve all hosts'));
  else mustFit(faults, host, dnsHost, 'correct it');
  for (const path of rule.at('http', 'paths').items) checkPath(faults, path);
}

function checkPath(faults: Fault[], field: Field): void {
  const type = field.at('pathType');
  const path = field.at('path');
  // The rule api/required reports a missing type.
  if (type.text === '') return;
  mayBeOneOf(faults, type, ['Exact', 'Prefix', 'ImplementationSpecific']);
  if (!path.text.startsWith('/') && !(type.text === 'ImplementationSpecific' && path.text === ''))
    faults.push(path.fault(`the path ${quoted(path.text)} does not begin with '/'`, 'write an absolute path'));
  if (type.text === 'Exact' || type.text === 'Prefix') {
    const wrong = between.find(part => path.text.includes(part)) ?? ['/..', '/.'].find(end => path.text.endsWith(end));
    if (wrong) faults.push(path.fault(`the path ${quoted(path.text)} has '${wrong}' in it`, 'write the path without it'));
  }
  checkBackend(faults, field.at('backend'));
}

function checkBackend(faults: Fault[], backend: Field): void {
  const service = backend.at('service');
  const resource = backend.at('resource');
  if (service.given === resource.given) {
    faults.push(backend.fault(service.given ? 'the backend has a service and a resource' : 'the backend is empty', 'set only the service'));
    return;
  }
  if (resource.given) {
    for (const name of ['kind', 'name']) mustFit(faults, resource.at(name), pathSegment, 'correct it');
    const group = resource.at('apiGroup');
    if (group.given && !dnsSubdomain.fits(group.text)) faults.push(group.fault(`${quoted(group.text)} is not an API group`, 'correct it'));
    return;
  }
  mustFit(faults, service.at('name'), serviceLabel, 'write a valid Service name');
  const name = service.at('port', 'name');
  const number = service.at('port', 'number');
  const numbered = number.number !== undefined && number.number !== 0;
  if (name.text !== '' && numbered) faults.push(service.fault('the port has a name and a number', 'keep one of them'));
  else if (name.text === '' && !numbered) faults.push(service.fault('the backend has no port', 'set port.number or port.name'));
  else if (numbered) mustBeWithin(faults, number, 1, 65_535);
  else mustFit(faults, name, portName, 'write a valid port name');
}
