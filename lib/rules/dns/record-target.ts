import { isIP } from '../../domain/ip-family';
import { recordKey, recordsOfObject } from '../../manifests/dns/dns-records';
import { endpointsOf, isEndpoints } from '../../manifests/dns/external-dns';
import { type Json, listAt, type Path } from '../../manifests/yaml/json';
import { type ObjectFound, objectRule } from '../rule';

/** What a record leads to has the form that its type asks for. */
export const writtenTarget = objectRule(
  {
    name: 'dns/record-target',
    severity: 'error',
    demands:
      'A record has targets of its type: A an IPv4 address, AAAA an IPv6 address, CNAME one name; none ends in a dot but the host of an SRV and of a NAPTR record; none is empty; an alias is an A, an AAAA or a CNAME.',
    why: 'ExternalDNS leaves such a record out with a line in its log: the name is not published, or stays what it was.',
    source: 'ExternalDNS source/crd.go and endpoint/endpoint.go, CheckEndpoint; RFC 1034, section 3.6.2.',
  },
  ['DNSEndpoint'],
  object =>
    isEndpoints(object)
      ? recordsOfObject(object).flatMap((record, position) => {
          const targets = listAt(endpointsOf(object)[position], 'targets');
          const aliased = record.properties.find(property => property.startsWith('alias='))?.slice('alias='.length);
          const alias = aliased !== undefined && aliased !== 'false';
          return wrongIn(record.type, targets, alias).map(
            ([at, problem, fix]): ObjectFound => ({ path: [...record.path, ...at], problem: `${recordKey(record)}: ${problem}`, fix }),
          );
        })
      : [],
);

type Wrong = readonly [at: Path, problem: string, fix: string];

function wrongIn(type: string, targets: readonly Json[], alias: boolean): readonly Wrong[] {
  if (targets.length === 0) return [[['targets'], 'it has no targets', 'write where it leads to, or take the record out']];
  const found: Wrong[] = [];
  if (alias && ['MX', 'SRV', 'TXT'].includes(type))
    found.push([['providerSpecific'], `it is an alias, which ${type} cannot be`, "take the property 'alias' out"]);
  if (type === 'CNAME' && new Set(targets).size > 1)
    found.push([['targets'], `it has ${targets.length} targets, and a name has one CNAME`, 'leave one of them, or publish addresses']);
  for (const [position, target] of targets.entries()) {
    const at = ['targets', position];
    if (typeof target !== 'string' || target.trim() === '')
      found.push([at, 'a target is empty', 'write where it leads to, or take it out']);
    else found.push(...wrongTarget(type, target, alias).map(([problem, fix]): Wrong => [at, problem, fix]));
  }
  return found;
}

function wrongTarget(type: string, target: string, alias: boolean): readonly (readonly [problem: string, fix: string])[] {
  const dotted = target.endsWith('.');
  const plain = dotted ? target.slice(0, -1) : target;
  switch (type) {
    case 'A':
    case 'AAAA': {
      const version = type === 'A' ? 4 : 6;
      if (!alias && isIP(plain) !== version) {
        const fitting = isIP(plain) === 0 ? 'CNAME' : type === 'A' ? 'AAAA' : 'A';
        return [[`'${target}' is no IPv${version} address`, `write an IPv${version} address, or make it ${fitting}`]];
      }
      return dotted ? [[`'${target}' ends in a dot`, `write '${plain}'`]] : [];
    }
    case 'NS':
      return dotted ? [[`'${target}' ends in a dot`, `write '${plain}'`]] : [];
    case 'CNAME':
      return isIP(plain) === 0 ? [] : [[`'${target}' is an address`, `make it ${isIP(plain) === 4 ? 'A' : 'AAAA'}, or write a name`]];
    case 'SRV':
      if (!/^\d+ \d+ \d+ \S+$/.test(target))
        return [[`'${target}' is no priority, weight, port and host`, "write such as '0 50 443 host.example.com.'"]];
      return dotted ? [] : [[`the host in '${target}' does not end in a dot`, `write '${target}.'`]];
    case 'NAPTR':
      return dotted ? [] : [[`'${target}' does not end in a dot`, `write '${target}.'`]];
    default:
      return [];
  }
}
