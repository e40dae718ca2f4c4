import { affixesOf, ownershipName } from '../../lib/manifests/dns/ownership-record';

/** Names that ExternalDNS itself gives, by flags. */
const given: readonly (readonly [name: string, type: string, flags: Readonly<Record<string, string>>, owner: string])[] = [
  ['www.example.com', 'A', {}, 'a-www.example.com'],
  ['www.example.com', 'AAAA', {}, 'aaaa-www.example.com'],
  ['www.example.com', 'CNAME', { 'txt-prefix': 'owner-' }, 'owner-cname-www.example.com'],
  ['www.example.com', 'A', { 'txt-suffix': '-owner' }, 'a-www-owner.example.com'],
  ['www.example.com', 'A', { 'txt-prefix': '%{record_type}-' }, 'a-www.example.com'],
  ['example.com', 'A', { 'txt-prefix': '%{record_type}.' }, 'a.example.com'],
  ['example.com', 'A', {}, 'a-example.com'],
  ['*.example.com', 'A', {}, 'a-*.example.com'],
  ['*.example.com', 'A', { 'txt-wildcard-replacement': 'any' }, 'a-any.example.com'],
  ['com', 'A', {}, 'a-com'],
];

describe('the record that says whose another one is', () => {
  it.each(given)('of %s %s with %j is %s', (name, type, flags, owner) => {
    const values = new Map(Object.entries(flags).map(([flag, value]) => [flag, [value]]));
    expect(ownershipName(name, type, affixesOf(values))).toBe(owner);
  });
});
