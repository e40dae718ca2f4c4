import type { ManifestCases } from '../manifest-case';

const asked = 'spec.template.spec.containers[0].resources';
const members = 'StatefulSet settings';

/** Cases of the rules in lib/rules/resources. */
export const resources: ManifestCases = {
  'resources/memory': [
    {
      situation: 'members that may use more than they request',
      edit: output => output.set('dublin', members, `${asked}.limits.memory`, '1Gi'),
      finds: [{ at: 'settings/dublin', says: ["'512Mi'", "'1Gi'"], field: `${asked}.requests.memory` }],
    },
    {
      situation: 'members without a limit',
      edit: output => output.unset('dublin', members, `${asked}.limits.memory`),
      finds: [{ at: 'settings/dublin', says: ['is not set'], field: `${asked}.limits.memory` }],
    },
    {
      situation: 'members with a limit of nothing, which is none',
      edit: output => output.set('dublin', members, asked, { limits: { memory: '0' }, requests: { memory: '0' } }),
      finds: [{ at: 'settings/dublin', says: ["'0'"] }],
    },
    {
      situation: 'one byte more',
      boundary: true,
      edit: output => output.set('dublin', members, `${asked}.limits.memory`, '536870913'),
      finds: [{ at: 'settings/dublin', says: ['536870913'] }],
    },
    {
      situation: 'the same size in another unit',
      boundary: true,
      edit: output => output.set('dublin', members, `${asked}.limits.memory`, '524288Ki'),
      finds: [],
    },
    {
      situation: 'more of both',
      edit: output =>
        output.set('dublin', members, `${asked}.limits.memory`, '2G').set('dublin', members, `${asked}.requests.memory`, '2e9'),
      finds: [],
    },
    {
      situation: 'a limit alone, which is also the request',
      boundary: true,
      edit: output => output.unset('dublin', members, `${asked}.requests.memory`),
      finds: [],
    },
    {
      situation: 'an ExternalDNS that may use more',
      edit: output => output.set('dublin', 'Deployment external-dns-local', `${asked}.limits.memory`, '1Gi'),
      finds: [],
    },
  ],
  'resources/limit': [
    {
      situation: 'an ExternalDNS without a limit',
      edit: output => output.unset('dublin', 'Deployment external-dns-local', `${asked}.limits`),
      finds: [{ at: 'external-dns/dublin', says: ['is not set'], field: `${asked}.limits.memory` }],
    },
    {
      situation: 'a mirror with a limit of nothing, which is none',
      boundary: true,
      edit: output => output.set('dublin', 'Deployment ledger-mirror', `${asked}.limits.memory`, 0),
      finds: [{ at: 'ledger/dublin', says: ['is 0'] }],
    },
    {
      situation: 'a limit and no request',
      edit: output => output.unset('dublin', 'Deployment ledger-mirror', `${asked}.requests`),
      finds: [],
    },
    {
      situation: 'members, for which there is another rule',
      boundary: true,
      edit: output => output.unset('dublin', members, `${asked}.limits`),
      finds: [],
    },
  ],
  'resources/requests': [
    {
      situation: 'members that request no CPU',
      edit: output => output.unset('dublin', members, `${asked}.requests.cpu`),
      finds: [{ at: 'settings/dublin', says: ['is not set'], field: `${asked}.requests.cpu` }],
    },
    {
      situation: 'members that request none of it',
      boundary: true,
      edit: output => output.set('dublin', members, `${asked}.requests.cpu`, '0m'),
      finds: [{ at: 'settings/dublin', says: ["'0m'"] }],
    },
    {
      situation: 'a thousandth of a processor',
      boundary: true,
      edit: output => output.set('dublin', members, `${asked}.requests.cpu`, '1m'),
      finds: [],
    },
    { situation: 'more of it, as a number', edit: output => output.set('dublin', members, `${asked}.requests.cpu`, 2), finds: [] },
  ],
  'resources/cpu-limit': [
    {
      situation: 'members that are throttled',
      edit: output => output.set('dublin', members, `${asked}.limits.cpu`, '500m'),
      finds: [{ at: 'settings/dublin', says: ["'500m'"], field: `${asked}.limits.cpu` }],
    },
    {
      situation: 'whole processors of which fewer are requested',
      boundary: true,
      edit: output => output.set('dublin', members, `${asked}.limits.cpu`, '1'),
      finds: [{ at: 'settings/dublin', says: ["'1'"] }],
    },
    {
      situation: 'as many whole processors as requested',
      boundary: true,
      edit: output => output.set('dublin', members, `${asked}.limits.cpu`, '2').set('dublin', members, `${asked}.requests.cpu`, '2000m'),
      finds: [],
    },
    {
      situation: 'an ExternalDNS that is throttled',
      edit: output => output.set('dublin', 'Deployment external-dns-local', `${asked}.limits.cpu`, '100m'),
      finds: [],
    },
  ],
};
