import { dnsSubdomain, qualifiedName } from '../../manifests/api/forms';
import { allContainers, type PodFields } from '../../manifests/api/pod-fields';
import { isWhole, quantity } from '../../manifests/api/quantity';
import { type Fault, type Field, quoted } from '../../manifests/objects/field';
import { serverPodRule } from '../server-rule';

const plain: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);
const pages = 'hugepages-';

/** The form of requests and limits. */
export const containerResources = serverPodRule(
  {
    name: 'api/resources',
    demands: 'A container requests existing resources, no negative amounts, and no more than its limit.',
    why: 'The server refuses the pod, or the workload that creates it.',
    source: 'Kubernetes pkg/apis/core/validation/validation.go: validateResourceRequirements, validateContainerResourceName.',
  },
  (faults, pod) => {
    const claims = new Set(pod.spec.at('resourceClaims').items.map(claim => claim.at('name').text));
    for (const container of allContainers(pod)) {
      const resources = container.at('resources');
      if (!resources.given) continue;
      checkRequirements(faults, resources);
      for (const claim of resources.at('claims').items) {
        const name = claim.at('name');
        if (name.text !== '' && !claims.has(name.text))
          faults.push(name.fault(`the pod has no resourceClaim ${quoted(name.text)}`, 'add it, or correct the name'));
      }
    }
    checkPod(faults, pod);
    const overhead = pod.spec.at('overhead');
    for (const [name, field] of overhead.entries) checkAmount(faults, name, field);
  },
);

const ofPods: ReadonlySet<string> = new Set(['cpu', 'memory']);

/** Requests and limits of the pod as a whole, since Kubernetes 1.34: its containers share them. */
function checkPod(faults: Fault[], { spec, containers }: PodFields): void {
  const resources = spec.at('resources');
  if (!resources.given) return;
  if (resources.at('claims').given)
    faults.push(resources.at('claims').fault('a pod as a whole may claim no devices', 'move the claims to a container'));
  checkRequirements(faults, resources);
  for (const side of ['limits', 'requests'])
    for (const [name, field] of resources.at(side).entries)
      if (!ofPods.has(name) && !name.startsWith(pages))
        faults.push(field.fault(`a pod as a whole may not request ${quoted(name)}`, 'move it to a container'));
  for (const [name, request] of resources.at('requests').entries) {
    const sum = containers.reduce((total, container) => total + (amountOf(container.at('resources', 'requests').at(name)) ?? 0n), 0n);
    const requested = amountOf(request);
    if (requested !== undefined && sum > requested)
      faults.push(
        request.fault(
          `the pod requests ${quoted(request.value)} of ${name}, and its containers request more`,
          'request at least the sum of the containers',
        ),
      );
  }
  for (const [name, limit] of resources.at('limits').entries) {
    const most = amountOf(limit);
    for (const container of containers) {
      const own = container.at('resources', 'limits').at(name);
      const amount = amountOf(own);
      if (most !== undefined && amount !== undefined && amount > most)
        faults.push(own.fault(`the container may use ${quoted(own.value)} of ${name}, and the pod ${quoted(limit.value)}`, 'lower it'));
    }
  }
}

function checkRequirements(faults: Fault[], resources: Field): void {
  const limits = resources.at('limits');
  const requests = resources.at('requests');
  for (const [name, field] of limits.entries) checkAmount(faults, name, field);
  for (const [name, field] of requests.entries) {
    checkAmount(faults, name, field);
    checkLimit(faults, name, field, limits);
  }
  const names = [...limits.entries, ...requests.entries].map(([name]) => name);
  if (names.some(name => name.startsWith(pages)) && !names.includes('cpu') && !names.includes('memory'))
    faults.push(resources.fault('huge pages are requested without memory or cpu', 'request memory or cpu too'));
}

function checkAmount(faults: Fault[], name: string, field: Field): void {
  if (!isResource(name))
    faults.push(field.fault(`there is no resource ${quoted(name)}`, 'request cpu, memory, ephemeral-storage, or a resource with a domain'));
  const amount = amountOf(field);
  if (amount === undefined) return;
  const page = name.startsWith(pages) ? quantity(name.slice(pages.length)) : undefined;
  if (name.startsWith(pages) && (page === undefined || page <= 0n || amount % page !== 0n))
    faults.push(field.fault(`${name} is ${quoted(field.value)}`, 'request a multiple of its page size'));
  if (amount < 0n) faults.push(field.fault(`${name} is ${quoted(field.value)}`, 'set it to 0 or more'));
  else if (name.includes('/') && !name.includes('kubernetes.io/') && !isWhole(amount))
    faults.push(field.fault(`${name} is ${quoted(field.value)}`, 'set it to a whole number'));
}

/** Resources of Kubernetes have no domain, or a domain of Kubernetes. Extended resources have another domain, and whole numbers. */
function isResource(name: string): boolean {
  if (!name.includes('/')) return qualifiedName.fits(name) && (plain.has(name) || name.startsWith(pages));
  if (!qualifiedName.fits(name)) return false;
  return (
    name.includes('kubernetes.io/') || (!name.startsWith('requests.') && dnsSubdomain.fits(`requests.${name.slice(0, name.indexOf('/'))}`))
  );
}

function checkLimit(faults: Fault[], name: string, request: Field, limits: Field): void {
  const limit = limits.at(name);
  const requested = amountOf(request) ?? 0n;
  const counted = name.startsWith(pages) || (name.includes('/') && !name.includes('kubernetes.io/'));
  if (!Object.hasOwn((limits.value ?? {}) as object, name)) {
    if (counted) faults.push(request.fault(`${name} has a request and no limit`, 'set the same limit'));
    return;
  }
  const most = amountOf(limit) ?? 0n;
  if (limit.given && amountOf(limit) === undefined) return;
  if (counted ? requested !== most : requested > most)
    faults.push(
      request.fault(
        `the container requests ${quoted(request.value)} of ${name}, and its limit is ${quoted(limit.value)}`,
        counted ? 'set both to the same value' : 'raise the limit, or request less',
      ),
    );
}

const amountOf = (field: Field): bigint | undefined =>
  typeof field.value === 'string' || typeof field.value === 'number' ? quantity(String(field.value)) : undefined;
