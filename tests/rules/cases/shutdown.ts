import type { ManifestCases } from '../manifest-case';
import { member, members } from '../member-edits';

const settings = members('settings');
const grace = 'spec.template.spec.terminationGracePeriodSeconds';
const before = `${member}.lifecycle.preStop`;

/** Cases of the rules in lib/rules/shutdown. */
export const shutdown: ManifestCases = {
  'shutdown/grace': [
    {
      situation: 'no time to stop',
      edit: output => output.set('dublin', settings, grace, 0),
      finds: [{ at: 'settings/dublin', says: ['0 s to stop', 'does not wait for them'], object: settings, field: grace }],
    },
    {
      situation: 'a second less than the engine needs',
      boundary: true,
      edit: output => output.set('dublin', settings, grace, 31),
      finds: [{ at: 'settings/dublin', says: ['31 s', 'need 32 s'] }],
    },
    {
      situation: "Kubernetes' default, which is too short for this engine",
      edit: output => output.unset('dublin', settings, grace),
      finds: [{ at: 'settings/dublin', says: ['30 s'] }],
    },
    {
      situation: 'a pause that takes all of the time',
      edit: output => output.set('dublin', settings, before, { sleep: { seconds: 32 } }),
      finds: [{ at: 'settings/dublin', says: ['32 s of them before the stop signal'] }],
    },
    {
      situation: 'a command that sleeps as long',
      edit: output => output.set('dublin', settings, before, { exec: { command: ['/bin/sh', '-c', 'sleep 60'] } }),
      finds: [{ at: 'settings/dublin', says: ['60 s of them'] }],
    },
    {
      situation: 'a probe that gives less when it restarts the member',
      edit: output => output.set('dublin', settings, `${member}.livenessProbe.terminationGracePeriodSeconds`, 1),
      finds: [
        { at: 'settings/dublin', says: ['livenessProbe restarts', '1 s'], field: `${member}.livenessProbe.terminationGracePeriodSeconds` },
      ],
    },
    {
      situation: 'a longer time than is needed',
      edit: output => output.set('dublin', settings, grace, 120),
      finds: [],
    },
    {
      situation: 'a pause that is added to what the engine needs',
      boundary: true,
      edit: output => output.set('dublin', settings, before, { sleep: { seconds: 31 } }).set('dublin', settings, grace, 63),
      finds: [],
    },
  ],
  'shutdown/shell': [
    {
      situation: 'a pause by a shell that the image does not have',
      edit: output => output.set('dublin', settings, before, { exec: { command: ['/bin/sh', '-c', 'sleep 5'] } }),
      finds: [
        {
          at: 'settings/dublin',
          says: ['preStop', '/bin/sh', 'quay.io/coreos/etcd:v3.6.5'],
          object: settings,
          field: `${before}.exec.command`,
        },
      ],
    },
    {
      situation: 'a probe by curl',
      edit: output => {
        output.unset('dublin', settings, `${member}.readinessProbe.httpGet`);
        output.set('dublin', settings, `${member}.readinessProbe.exec`, { command: ['curl', 'localhost:2381/readyz'] });
      },
      finds: [{ at: 'settings/dublin', says: ['readinessProbe', 'curl'] }],
    },
    {
      situation: 'the first image without a shell',
      boundary: true,
      edit: output => {
        output.set('dublin', settings, `${member}.image`, 'quay.io/coreos/etcd:v3.5.7');
        output.set('dublin', settings, before, { exec: { command: ['sleep', '5'] } });
      },
      finds: [{ at: 'settings/dublin', says: ['v3.5.7', 'sleep'] }],
    },
    {
      situation: 'the last image with a shell',
      boundary: true,
      edit: output => {
        output.set('dublin', settings, `${member}.image`, 'quay.io/coreos/etcd:v3.5.6');
        output.set('dublin', settings, before, { exec: { command: ['sleep', '5'] } });
      },
      finds: [],
    },
    {
      situation: 'a program that is in the image',
      edit: output => output.set('dublin', settings, before, { exec: { command: ['/usr/local/bin/etcdctl', 'endpoint', 'status'] } }),
      finds: [],
    },
    {
      situation: 'the sleep action, which needs no program',
      edit: output => output.set('dublin', settings, before, { sleep: { seconds: 5 } }),
      finds: [],
    },
  ],
};
