import { systemRule } from '../rule';

/** Set identifiers are for providers that know them: elsewhere ExternalDNS deletes and creates the record for ever. */
export const setIdentifier = systemRule(
  {
    name: 'dns/set-identifier',
    severity: 'error',
    demands: 'Records with a set identifier go only to a provider that knows them.',
    why: 'Every other provider drops the identifier, so ExternalDNS deletes and creates the record for ever.',
    source: 'ExternalDNS provider sources: only the AWS provider reads SetIdentifier.',
  },
  ({ records }, { fleet }) => {
    const {
      name,
      capabilities: { policies },
    } = fleet.dns.provider;
    const wanted = [...new Set(records.flatMap(({ route }) => (route && !policies.includes(route.policy) ? [route.policy] : [])))];
    return wanted.map(policy => ({
      problem: `${policy} traffic needs records with a set identifier, and DNS provider '${name}' knows ${policies.length === 0 ? 'none' : `only ${policies.join(', ')}`}`,
      fix:
        policies.length === 0
          ? 'take round robin, or a provider with routing policies'
          : 'take another kind of traffic, or another provider',
    }));
  },
);
