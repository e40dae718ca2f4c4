import { dnsSubdomain, qualifiedName } from '../../manifests/api/forms';
import { allContainers } from '../../manifests/api/pod-fields';
import { isWhole, quantity } from '../../manifests/api/quantity';
import { type Fault, type Field, quoted } from '../../manifests/field';
import { serverPodRule } from '../server-rule';

const plain: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);
const pages = 'hugepages-';

/** What containers ask for, and may use. */
export const containerResources = serverPodRule(
  {
    name: 'api/resources',
    demands: 'A container asks for resources that exist, for no negative amounts, and for no more than its limit.',
    why: 'The server refuses the pod, or what makes it.',
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
    const overhead = pod.spec.at('overhead');
    for (const [name, field] of overhead.entries) checkAmount(faults, name, field);
  },
);

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
    faults.push(resources.fault('huge pages are asked for without memory or cpu', 'ask for memory or cpu too'));
}

function checkAmount(faults: Fault[], name: string, field: Field): void {
  if (!isResource(name))
    faults.push(field.fault(`there is no resource ${quoted(name)}`, 'ask for cpu, memory, ephemeral-storage, or a resource with a domain'));
  const amount = amountOf(field);
  if (amount === undefined) return;
  const page = name.startsWith(pages) ? quantity(name.slice(pages.length)) : undefined;
  if (name.startsWith(pages) && (page === undefined || page <= 0n || amount % page !== 0n))
    faults.push(field.fault(`${name} is ${quoted(field.value)}`, 'ask for a multiple of its page'));
  if (amount < 0n) faults.push(field.fault(`${name} is ${quoted(field.value)}`, 'ask for 0 or more'));
  else if (name.includes('/') && !name.includes('kubernetes.io/') && !isWhole(amount))
    faults.push(field.fault(`${name} is ${quoted(field.value)}`, 'ask for a whole number'));
}

/** Kubernetes' own resources have no domain, or its domain; others have one, and are counted. */
function isResource(name: string): boolean {
  if (!name.includes('/')) return qualifiedName.fits(name) && (plain.has(name) || name.startsWith(pages));
  if (!qualifiedName.fits(name)) return false;
  return (
    name.includes('kubernetes.io/') || (!name.startsWith('requests.') && dnsSubdomain.fits(`requests.${name.slice(0, name.indexOf('/'))}`))
  );
}

function checkLimit(faults: Fault[], name: string, request: Field, limits: Field): void {
  const limit = limits.at(name);
  const asked = amountOf(request) ?? 0n;
  const counted = name.startsWith(pages) || (name.includes('/') && !name.includes('kubernetes.io/'));
  if (!Object.hasOwn((limits.value ?? {}) as object, name)) {
    if (counted) faults.push(request.fault(`${name} is asked for and has no limit`, 'give the same limit'));
    return;
  }
  const most = amountOf(limit) ?? 0n;
  if (limit.given && amountOf(limit) === undefined) return;
  if (counted ? asked !== most : asked > most)
    faults.push(
      request.fault(
        `the container asks for ${quoted(request.value)} of ${name}, and its limit is ${quoted(limit.value)}`,
        counted ? 'make them equal' : 'raise the limit, or ask for less',
      ),
    );
}

const amountOf = (field: Field): bigint | undefined =>
  typeof field.value === 'string' || typeof field.value === 'number' ? quantity(String(field.value)) : undefined;
