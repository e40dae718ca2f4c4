import { mustBeOneOf, mustBeWithin, mustDiffer, mustFit } from '../../manifests/api/checks';
import { dnsLabel, dnsSubdomain, domainPath, pathSegment, qualifiedName } from '../../manifests/api/forms';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverRule } from '../server-rule';

/** The highest value that users may set; higher values are reserved for the system. */
const mostPriority = 1_000_000_000;
const longestController = 250;

/** The form of classes, to which other objects refer by name. */
export const classForm = serverRule(
  {
    name: 'api/class',
    demands: 'A StorageClass, PriorityClass or IngressClass has valid fields.',
    why: 'The server refuses the class, and objects that refer to it wait.',
    source: 'Kubernetes pkg/apis/storage, pkg/apis/scheduling and pkg/apis/networking validation.',
  },
  ['StorageClass', 'PriorityClass', 'IngressClass'],
  (faults, object, { kind, name }) => {
    if (kind === 'StorageClass') checkStorage(faults, object);
    else if (kind === 'PriorityClass') checkPriority(faults, object, name);
    else checkIngress(faults, object.at('spec'));
  },
);

function checkStorage(faults: Fault[], object: Field): void {
  const provisioner = object.at('provisioner');
  if (provisioner.text !== '' && !qualifiedName.fits(provisioner.text.toLowerCase()))
    faults.push(provisioner.fault(`the provisioner ${quoted(provisioner.text)} is not ${qualifiedName.is}`, 'correct it'));
  const reclaim = object.at('reclaimPolicy');
  if (reclaim.text !== '') mustBeOneOf(faults, reclaim, ['Delete', 'Retain']);
  mustBeOneOf(faults, object.at('volumeBindingMode'), ['Immediate', 'WaitForFirstConsumer']);
  checkTopologies(faults, object.at('allowedTopologies').items);
}

function checkTopologies(faults: Fault[], terms: readonly Field[]): void {
  const seen = new Set<string>();
  for (const term of terms) {
    const expressions = term.at('matchLabelExpressions').items;
    if (expressions.length === 0) faults.push(term.fault('the topology is empty', 'add matchLabelExpressions'));
    for (const expression of expressions) {
      mustFit(faults, expression.at('key'), qualifiedName, 'name a label of nodes');
      mustDiffer(faults, expression.at('values').items, 'value');
    }
    const keys = expressions.map(expression => expression.at('key').text);
    if (new Set(keys).size < keys.length)
      faults.push(term.fault('the topology has one label twice', 'write one expression with several values'));
    const whole = expressions
      .map(expression => `${expression.at('key').text} ${[...expression.at('values').items.map(({ text }) => text)].sort().join(' ')}`)
      .sort()
      .join('\n');
    if (expressions.length > 0 && seen.has(whole)) faults.push(term.fault('the topology occurs twice', 'remove one'));
    seen.add(whole);
  }
}

function checkPriority(faults: Fault[], object: Field, name: string): void {
  const value = object.at('value');
  if (!name.startsWith('system-')) mustBeWithin(faults, value, -(2 ** 31), mostPriority);
  else if (name !== 'system-node-critical' && name !== 'system-cluster-critical')
    faults.push(
      object.at('metadata', 'name').fault(`the name ${quoted(name)} is reserved for the system`, "use a name without the prefix 'system-'"),
    );
  mustBeOneOf(faults, object.at('preemptionPolicy'), ['PreemptLowerPriority', 'Never']);
}

function checkIngress(faults: Fault[], spec: Field): void {
  const controller = spec.at('controller');
  if (!domainPath.fits(controller.text) || controller.text.length > longestController)
    faults.push(
      controller.fault(`the controller ${quoted(controller.text)} is not ${domainPath.is}`, "write it as 'example.com/controller'"),
    );
  const parameters = spec.at('parameters');
  if (!parameters.given) return;
  const group = parameters.at('apiGroup');
  if (group.given && !dnsSubdomain.fits(group.text)) faults.push(group.fault(`${quoted(group.text)} is not an API group`, 'correct it'));
  for (const name of ['kind', 'name']) mustFit(faults, parameters.at(name), pathSegment, 'correct it');
  const scope = parameters.at('scope');
  const namespace = parameters.at('namespace');
  mustBeOneOf(faults, scope, ['Cluster', 'Namespace']);
  if (scope.text === 'Namespace' && !namespace.given)
    faults.push(parameters.fault("the scope is 'Namespace', and no namespace is named", 'name the namespace'));
  if (scope.text !== 'Namespace' && namespace.given)
    faults.push(namespace.fault("the scope is 'Cluster', and a namespace is named", 'remove it'));
  if (namespace.given && !dnsLabel.fits(namespace.text))
    faults.push(namespace.fault(`${quoted(namespace.text)} is not ${dnsLabel.is}`, 'name a namespace'));
}
