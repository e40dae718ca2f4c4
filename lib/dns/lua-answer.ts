import type { AnswerSelection, ComputedAnswer } from '../domain/dns';
import type { HealthRequest } from '../domain/health-checks';

type Member = ComputedAnswer['members'][number];

/**
 * A LUA record set of PowerDNS: one text for each address family, with the type and the quoted function.
 *
 * `ifurlup` checks each address at the URL's port and path, and sends the URL's host as the `Host` header. While all addresses are
 * down, and before the first check, it answers with any of them.
 */
export function luaAnswer(answer: ComputedAnswer): readonly { readonly type: 'LUA'; readonly targets: readonly string[] }[] {
  const texts = (['A', 'AAAA'] as const).flatMap(type => {
    const members = answer.members
      .map(member => ({ ...member, addresses: member.addresses.filter(address => familyOf(address) === type) }))
      .filter(({ addresses }) => addresses.length > 0);
    return members.length > 0 ? [`${type} "${call(answer, members)}"`] : [];
  });
  return [{ type: 'LUA', targets: texts }];
}

const familyOf = (address: string): 'A' | 'AAAA' => (address.includes(':') ? 'AAAA' : 'A');

function call({ host, selection, request, intervalSeconds, timeoutSeconds }: ComputedAnswer, members: readonly Member[]): string {
  const selector = selectors[selection];
  const options = [
    ...(selector ? [`selector='${selector}'`] : []),
    ...(request.kind !== 'tcp' && request.contains !== undefined ? [`stringmatch=${text(request.contains)}`] : []),
    `timeout=${timeoutSeconds}`,
    `interval=${intervalSeconds}`, // since PowerDNS 5.0; earlier servers ignore it
  ].join(', ');
  const groups = groupsOf(selection, members).map(list);
  const addresses = groups.length > 1 ? `{${groups.join(', ')}}` : (groups[0] ?? '{}');
  return request.kind === 'tcp'
    ? `ifportup(${request.port}, ${addresses}, {${options}})`
    : `ifurlup('${url(host, request)}', ${addresses}, {${options}})`;
}

/** PowerDNS's selector among several healthy addresses. Without one it takes any of them. */
const selectors: Readonly<Record<AnswerSelection, string | undefined>> = {
  'first-healthy': undefined,
  'all-healthy': 'all',
  weighted: undefined,
  closest: 'pickclosest',
};

/** Groups of addresses. The server answers from the first group that has a healthy address. */
function groupsOf(selection: AnswerSelection, members: readonly Member[]): readonly (readonly string[])[] {
  switch (selection) {
    case 'first-healthy':
      return members.map(({ addresses }) => addresses);
    case 'all-healthy':
    case 'closest':
      return [members.flatMap(({ addresses }) => addresses)];
    case 'weighted': {
      // As with other providers, an address of weight 0 is the answer only when no other one is healthy.
      const last = members.filter(({ weight }) => weight === 0).flatMap(({ addresses }) => addresses);
      return [weighted(members.filter(({ weight }) => weight > 0)), last].filter(group => group.length > 0);
    }
  }
}

/** The addresses, each repeated in proportion to its weight: PowerDNS has no function with both weights and health checks. */
function weighted(members: readonly Member[]): readonly string[] {
  const together = members.reduce((product, { addresses }) => leastMultiple(product, addresses.length), 1);
  const shares = members.map(({ weight, addresses }) => (weight * together) / addresses.length);
  const unit = shares.reduce(greatestDivisor, 0);
  return members.flatMap(({ addresses }, position) =>
    addresses.flatMap(address => Array.from({ length: (shares[position] ?? 0) / unit }, () => address)),
  );
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
const leastMultiple = (a: number, b: number): number => (a / greatestDivisor(a, b)) * b;

const list = (addresses: readonly string[]): string => `{${addresses.map(address => `'${address}'`).join(', ')}}`;

/** The URL of the check. Quotes are encoded: they would end the text of Lua or of the record. */
const url = (host: string, { kind, port, path }: Extract<HealthRequest, { path: string }>): string =>
  `${kind}://${host}:${port}${[...Buffer.from(path, 'utf8')].map(encoded).join('')}`;

const encoded = (byte: number): string =>
  byte > 0x20 && byte < 0x7f && !quotes.has(byte) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** Quotation marks and the backslash, by their codes. PowerDNS before 5.0 passes them to Lua as they are. */
const quotes: ReadonlySet<number> = new Set([0x22, 0x27, 0x5c]);

function text(value: string): string {
  const parts: string[] = [];
  let plain = '';
  for (const byte of Buffer.from(value, 'utf8')) {
    if (byte >= 0x20 && byte < 0x7f && !quotes.has(byte)) plain += String.fromCharCode(byte);
    else {
      if (plain !== '') parts.push(`'${plain}'`);
      plain = '';
      parts.push(`string.char(${byte})`);
    }
  }
  if (plain !== '') parts.push(`'${plain}'`);
  return parts.length > 0 ? parts.join('..') : "''";
}
