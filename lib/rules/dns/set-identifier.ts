import { systemRule } from '../rule';

/** A record with a set identifier also has the properties of its routing policy. */
export const setIdentifier = systemRule(
  {
    name: 'dns/set-identifier',
    severity: 'error',
    demands: 'Records with a set identifier have properties by which the provider sets their routing policy.',
    why: 'A provider without routing policies drops the identifier, so ExternalDNS deletes and creates the record again and again.',
    source: 'ExternalDNS provider sources: only the AWS provider and webhooks read SetIdentifier.',
  },
  ({ records }, { fleet }) => {
    const silent = records.filter(({ setIdentifier: identifier, properties }) => identifier !== undefined && properties.length === 0);
    return [...new Set(silent.map(({ route }) => route?.policy))].map(policy => ({
      problem: `${policy} records have a set identifier, and DNS provider '${fleet.dns.provider.name}' has no properties for their policy`,
      fix: "return at least one property from the provider's route(), or remove the policy from its capabilities",
    }));
  },
);
