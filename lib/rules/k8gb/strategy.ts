import { isGslb } from '../../manifests/dns/k8gb';
import { numberAt, objectAt, textAt } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

const types = ['failover', 'roundRobin', 'geoip'];
const geoTag = /^[a-zA-Z\d-]+$/;
const most = 1000;

/** k8gb accepts the strategy of a Gslb. */
export const k8gbStrategy = objectRule(
  {
    name: 'k8gb/strategy',
    severity: 'error',
    demands:
      "The strategy of a Gslb is one of k8gb's: failover with a primary, geoip, or roundRobin, which may have weights from 0 to 1000.",
    why: 'k8gb does not reconcile an invalid Gslb: the name keeps its old answer, or has none.',
    source: 'k8gb, controllers/resolver/spec_validations.go and docs/strategy.md.',
  },
  ['Gslb'],
  object => {
    if (!isGslb(object)) return [];
    const { data } = object;
    const path = ['spec', 'strategy'];
    const type = textAt(data, ...path, 'type') ?? '';
    const weights = Object.entries(objectAt(data, ...path, 'weight'));
    const found: ObjectFound[] = [];
    if (!types.includes(type))
      found.push({ path: [...path, 'type'], problem: `its type is '${type}'`, fix: `use one of ${types.join(', ')}` });
    if (type === 'failover' && (textAt(data, ...path, 'primaryGeoTag') ?? '') === '')
      found.push({ path: [...path, 'primaryGeoTag'], problem: 'it has no primary', fix: 'set the geotag of the cluster that serves' });
    if (weights.length > 0 && type !== 'roundRobin')
      found.push({
        path: [...path, 'weight'],
        problem: `it has weights, and its type is ${type}`,
        fix: "use 'roundRobin', or remove them",
      });
    for (const [tag, weight] of weights) {
      const at = [...path, 'weight', tag];
      if (!geoTag.test(tag)) found.push({ path: at, problem: `'${tag}' is not a geotag`, fix: "use letters, digits and '-'" });
      if (!Number.isInteger(weight) || Number(weight) < 0 || Number(weight) > most)
        found.push({ path: at, problem: `the weight of ${tag} is ${JSON.stringify(weight)}`, fix: `use a whole number from 0 to ${most}` });
    }
    const ttl = numberAt(data, ...path, 'dnsTtlSeconds');
    if (ttl !== undefined && ttl < 1)
      found.push({ path: [...path, 'dnsTtlSeconds'], problem: `the TTL is ${ttl} s`, fix: 'use 5 s to 1 h' });
    return found;
  },
);
