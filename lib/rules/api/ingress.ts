import { isAddress } from '../../manifests/api/addresses';
import { mayBeOneOf, mustBeWithin, mustFit } from '../../manifests/api/checks';
import { dnsHost, dnsSubdomain, pathSegment, portName, serviceLabel } from '../../manifests/api/forms';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

const between: readonly string[] = ['//', '/./', '/../', '%2f', '%2F'];

/** How clients outside reach a Service by its name. */
export const ingressForm = serverRule(
  {
    name: 'api/ingress',
    demands: 'An Ingress has hosts, paths and backends that can exist, each path with its pathType.',
    why: 'The server refuses the Ingress, so no client comes in.',
    source: 'Kubernetes pkg/apis/networking/validation/validation.go: ValidateIngressSpec.',
  },
  ['Ingress'],
  (faults, object) => {
    const spec = object.at('spec');
    const rules = spec.at('rules').items;
    const otherwise = spec.at('defaultBackend');
    if (rules.length === 0 && !otherwise.given)
      faults.push(spec.fault('the Ingress has no rules and no defaultBackend', 'give it one of the two'));
    if (otherwise.given) checkBackend(faults, otherwise);
    for (const rule of rules) checkRule(faults, rule);
    for (const tls of spec.at('tls').items) {
      for (const host of tls.at('hosts').items)
        if (!dnsHost.fits(host.text)) faults.push(host.fault(`the host ${quoted(host.text)} is not ${dnsHost.is}`, 'correct it'));
      mustFit(faults, tls.at('secretName'), dnsSubdomain, 'name a Secret that can exist');
    }
    const own = spec.at('ingressClassName');
    if (own.given && !dnsSubdomain.fits(own.text))
      faults.push(own.fault(`${quoted(own.text)} is no IngressClass's name`, 'name one, or take it away'));
    const written = object.at('metadata', 'annotations', 'kubernetes.io/ingress.class');
    if (own.given && written.given && own.text !== written.text)
      faults.push(
        written.fault(`the annotation says ${quoted(written.text)}, and ingressClassName ${quoted(own.text)}`, 'take the annotation away'),
      );
  },
);

function checkRule(faults: Fault[], rule: Field): void {
  const host = rule.at('host');
  if (isAddress(host.text))
    faults.push(host.fault(`the host ${quoted(host.text)} is an address`, 'write a DNS name, or take it away for all hosts'));
  else mustFit(faults, host, dnsHost, 'correct it');
  for (const path of rule.at('http', 'paths').items) checkPath(faults, path);
}

function checkPath(faults: Fault[], field: Field): void {
  const type = field.at('pathType');
  const path = field.at('path');
  // What has no type is not looked at any further; that is said elsewhere.
  if (type.text === '') return;
  mayBeOneOf(faults, type, ['Exact', 'Prefix', 'ImplementationSpecific']);
  if (!path.text.startsWith('/') && !(type.text === 'ImplementationSpecific' && path.text === ''))
    faults.push(path.fault(`the path ${quoted(path.text)} does not begin with '/'`, 'write it from the beginning'));
  if (type.text === 'Exact' || type.text === 'Prefix') {
    const wrong = between.find(part => path.text.includes(part)) ?? ['/..', '/.'].find(end => path.text.endsWith(end));
    if (wrong) faults.push(path.fault(`the path ${quoted(path.text)} has '${wrong}' in it`, 'write the path that is meant'));
  }
  checkBackend(faults, field.at('backend'));
}

function checkBackend(faults: Fault[], backend: Field): void {
  const service = backend.at('service');
  const resource = backend.at('resource');
  if (service.given === resource.given) {
    faults.push(backend.fault(service.given ? 'the backend is a Service and a resource' : 'the backend is nothing', 'give it a service'));
    return;
  }
  if (resource.given) {
    for (const name of ['kind', 'name']) mustFit(faults, resource.at(name), pathSegment, 'correct it');
    const group = resource.at('apiGroup');
    if (group.given && !dnsSubdomain.fits(group.text)) faults.push(group.fault(`${quoted(group.text)} is no group`, 'correct it'));
    return;
  }
  mustFit(faults, service.at('name'), serviceLabel, 'name a Service that can exist');
  const name = service.at('port', 'name');
  const number = service.at('port', 'number');
  const numbered = number.number !== undefined && number.number !== 0;
  if (name.text !== '' && numbered) faults.push(service.fault('the port has a name and a number', 'leave one of them'));
  else if (name.text === '' && !numbered) faults.push(service.fault('the backend has no port', 'give port.number or port.name'));
  else if (numbered) mustBeWithin(faults, number, 1, 65_535);
  else mustFit(faults, name, portName, 'name a port that can exist');
}
