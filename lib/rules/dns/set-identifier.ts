import { systemRule } from '../rule';

/** A set identifier comes with the words of its policy, or it is only a second key that nobody reads. */
export const setIdentifier = systemRule(
  {
    name: 'dns/set-identifier',
    severity: 'error',
    demands: 'Records with a set identifier say their policy in the words of a provider that knows it.',
    why: 'A provider that reads no policy drops the identifier, so ExternalDNS deletes and creates the record for ever.',
    source: 'ExternalDNS provider sources: only the AWS provider and webhooks read SetIdentifier.',
  },
  ({ records }, { fleet }) => {
    const silent = records.filter(({ setIdentifier: identifier, properties }) => identifier !== undefined && properties.length === 0);
    return [...new Set(silent.map(({ route }) => route?.policy))].map(policy => ({
      problem: `${policy} records have a set identifier, and DNS provider '${fleet.dns.provider.name}' has no words for their policy`,
      fix: "return at least one property from the provider's route(), or take the policy out of its capabilities",
    }));
  },
);
