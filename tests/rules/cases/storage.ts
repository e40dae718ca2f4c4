import type { EditedOutput } from '../edited-output';
import type { ManifestCases } from '../manifest-case';
import { each, everywhere, flag, member, members } from '../member-edits';

const settings = members('settings');
const claim = 'spec.volumeClaimTemplates[0]';
const mount = `${member}.volumeMounts[0]`;

/** Has the data of Dublin's members in a volume of the pod instead of a claim. */
const volume = (output: EditedOutput, source: object): EditedOutput => {
  const { spec } = output.object('dublin', settings);
  spec.template.spec.volumes.push({ name: 'other', ...source });
  spec.template.spec.containers[0].volumeMounts[0].name = 'other';
  return output;
};

/** Cases of the rules in lib/rules/storage. */
export const storage: ManifestCases = {
  'storage/claim': [
    {
      situation: 'data in an emptyDir',
      edit: output => volume(output, { emptyDir: {} }),
      finds: [{ at: 'settings/dublin', says: ['emptyDir', 'deleted with the pod', '/var/lib/etcd'], object: settings, field: mount }],
    },
    {
      situation: 'data in a folder of the node',
      edit: output => volume(output, { hostPath: { path: '/data' } }),
      finds: [{ at: 'settings/dublin', says: ['a folder of the current node'] }],
    },
    {
      situation: 'one claim for all members',
      edit: output => volume(output, { persistentVolumeClaim: { claimName: 'settings' } }),
      finds: [{ at: 'settings/dublin', says: ['one claim that all members share'] }],
    },
    {
      situation: 'no mount at all',
      edit: output => output.unset('dublin', settings, mount),
      finds: [{ at: 'settings/dublin', says: ['nothing is mounted at /var/lib/etcd'] }],
    },
    {
      situation: 'a claim of another name than the mount',
      edit: output => output.set('dublin', settings, `${claim}.metadata.name`, 'disk'),
      finds: [{ at: 'settings/dublin', says: ['volume data, which does not exist'] }],
    },
    {
      situation: 'the volume one folder above',
      boundary: true,
      edit: output => output.set('dublin', settings, `${mount}.mountPath`, '/var/lib'),
      finds: [{ at: 'settings/dublin', says: ['mounted at /var/lib, not at /var/lib/etcd'] }],
    },
    {
      situation: 'a folder of the volume',
      edit: output => output.set('dublin', settings, `${mount}.subPath`, 'etcd'),
      finds: [{ at: 'settings/dublin', says: ['the folder etcd of its volume'], field: `${mount}.subPath` }],
    },
    {
      situation: 'a path that ends with a slash, which is the same folder',
      boundary: true,
      edit: output => output.set('dublin', settings, `${mount}.mountPath`, '/var/lib/etcd/'),
      finds: [],
    },
    {
      situation: 'another volume beside it',
      edit: output => {
        const { spec } = output.object('dublin', settings);
        spec.template.spec.volumes.push({ name: 'cache', emptyDir: {} });
        spec.template.spec.containers[0].volumeMounts.push({ name: 'cache', mountPath: '/var/cache' });
      },
      finds: [],
    },
  ],
  'storage/read-only': [
    {
      situation: 'a data volume that cannot be written',
      edit: output => output.set('dublin', settings, `${mount}.readOnly`, true),
      finds: [{ at: 'settings/dublin', says: ['/var/lib/etcd is mounted read-only'], object: settings, field: `${mount}.readOnly` }],
    },
    {
      situation: 'the default written out',
      boundary: true,
      edit: output => output.set('dublin', settings, `${mount}.readOnly`, false),
      finds: [],
    },
    {
      situation: 'another volume that is read-only',
      edit: output => output.set('dublin', settings, `${member}.volumeMounts[1].readOnly`, true),
      finds: [],
    },
  ],
  'storage/retention': [
    {
      situation: 'volumes that are deleted when members are stopped',
      edit: output => output.set('dublin', settings, 'spec.persistentVolumeClaimRetentionPolicy.whenScaled', 'Delete'),
      finds: [
        {
          at: 'settings/dublin',
          says: ['whenScaled is Delete', 'members are stopped'],
          object: settings,
          field: 'spec.persistentVolumeClaimRetentionPolicy.whenScaled',
        },
      ],
    },
    {
      situation: 'volumes that are deleted with the StatefulSet',
      edit: output => output.set('dublin', settings, 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted', 'Delete'),
      finds: [{ at: 'settings/dublin', says: ['whenDeleted is Delete', 'the StatefulSet is deleted'] }],
    },
    {
      situation: 'nothing said of it',
      boundary: true,
      edit: output => output.unset('dublin', settings, 'spec.persistentVolumeClaimRetentionPolicy'),
      finds: [{ at: 'settings/dublin', says: ['nothing keeps the volumes'] }],
    },
    {
      situation: 'what the plan has',
      edit: output => output.set('dublin', settings, 'spec.persistentVolumeClaimRetentionPolicy.whenScaled', 'Retain'),
      finds: [],
    },
  ],
  'storage/access-mode': [
    {
      situation: 'volumes that several nodes can write',
      edit: output => output.set('dublin', settings, `${claim}.spec.accessModes[0]`, 'ReadWriteMany'),
      finds: [{ at: 'settings/dublin', says: ['ReadWriteMany', 'one writer'], object: settings, field: `${claim}.spec.accessModes` }],
    },
    {
      situation: 'a second mode beside the right one',
      boundary: true,
      edit: output => output.set('dublin', settings, `${claim}.spec.accessModes[1]`, 'ReadWriteMany'),
      finds: [{ at: 'settings/dublin', says: ['ReadWriteOnce, ReadWriteMany'] }],
    },
    {
      situation: 'one pod alone, which is stricter',
      boundary: true,
      edit: output => output.set('dublin', settings, `${claim}.spec.accessModes[0]`, 'ReadWriteOncePod'),
      finds: [],
    },
  ],
  'storage/class': [
    {
      situation: 'another class than the cluster has',
      edit: output => output.set('dublin', settings, `${claim}.spec.storageClassName`, 'fast'),
      finds: [
        {
          at: 'settings/dublin',
          says: ['class fast', 'the plan says standard'],
          object: settings,
          field: `${claim}.spec.storageClassName`,
        },
      ],
    },
    {
      situation: 'whatever the default is that day',
      boundary: true,
      edit: output => output.unset('dublin', settings, `${claim}.spec.storageClassName`),
      finds: [{ at: 'settings/dublin', says: ["the cluster's default class"] }],
    },
    {
      situation: 'no class, which is another thing than the default',
      edit: output => output.set('dublin', settings, `${claim}.spec.storageClassName`, ''),
      finds: [{ at: 'settings/dublin', says: ['have no class'] }],
    },
    {
      situation: "the plan's class of a cluster, changed together",
      edit: output => {
        output.plan.systems.find((system: { name: string }) => system.name === 'settings').seats[1].storageClass = 'fast';
        output.set('dublin', settings, `${claim}.spec.storageClassName`, 'fast');
      },
      finds: [],
    },
  ],
  'storage/size': [
    {
      situation: 'a volume that is smaller in one cluster',
      edit: output => output.set('dublin', settings, `${claim}.spec.resources.requests.storage`, '7Gi'),
      finds: [
        {
          at: 'settings/dublin',
          says: ['7Gi', 'the plan says 8Gi'],
          object: settings,
          field: `${claim}.spec.resources.requests.storage`,
        },
      ],
    },
    {
      situation: 'a volume that is larger than the startup probe was made for',
      edit: output => output.set('dublin', settings, `${claim}.spec.resources.requests.storage`, '80Gi'),
      finds: [{ at: 'settings/dublin', says: ['80Gi'] }],
    },
    {
      situation: 'eight billion bytes, which are fewer than 8 Gi',
      boundary: true,
      edit: output => output.set('dublin', settings, `${claim}.spec.resources.requests.storage`, '8G'),
      finds: [{ at: 'settings/dublin', says: ['volumes is 8G'] }],
    },
    {
      situation: 'the same size in another unit',
      boundary: true,
      edit: output => output.set('dublin', settings, `${claim}.spec.resources.requests.storage`, '8192Mi'),
      finds: [],
    },
  ],
  'storage/claim-fields': [
    {
      situation: 'a claim template without its kind',
      edit: output => output.unset('dublin', settings, `${claim}.kind`),
      finds: [{ at: 'settings/dublin', says: ['has no kind'], object: settings, field: `${claim}.kind` }],
    },
    {
      situation: 'a block volume',
      edit: output => output.set('dublin', settings, `${claim}.spec.volumeMode`, 'Block'),
      finds: [{ at: 'settings/dublin', says: ['spec.volumeMode Block'] }],
    },
    {
      situation: 'a mode that is left out, which the server writes in',
      boundary: true,
      edit: output => output.unset('dublin', settings, `${claim}.spec.volumeMode`),
      finds: [{ at: 'settings/dublin', says: ['has no spec.volumeMode'] }],
    },
    {
      situation: 'a label more',
      edit: output => output.set('dublin', settings, `${claim}.metadata.labels`, { tier: 'gold' }),
      finds: [],
    },
  ],
  'storage/data-dir': [
    {
      situation: 'data beside the volume',
      edit: output => flag(output, 'dublin', 'settings', 'data-dir', '--data-dir=/var/lib/other'),
      finds: [{ at: 'settings/dublin', says: ['/var/lib/other', 'no volume'], object: settings, field: `${member}.args[1]` }],
    },
    {
      situation: 'data in the volume for temporary files',
      edit: output => flag(output, 'dublin', 'settings', 'data-dir', '--data-dir=/tmp/data'),
      finds: [{ at: 'settings/dublin', says: ['volume tmp, which is not a claim'] }],
    },
    {
      situation: 'no folder, which is one of the container',
      edit: output => flag(output, 'dublin', 'settings', 'data-dir'),
      finds: [{ at: 'settings/dublin', says: ['no setting names the data folder'] }],
    },
    {
      situation: 'another folder of the volume than the other clusters have',
      boundary: true,
      edit: output => flag(output, 'dublin', 'settings', 'data-dir', '--data-dir=/var/lib/etcd/new'),
      finds: [{ at: 'settings/dublin', says: ['/var/lib/etcd/new', '/var/lib/etcd/data in the other clusters'] }],
    },
    {
      situation: 'a log beside the volume',
      edit: output => output.set('dublin', settings, `${member}.args[12]`, '--wal-dir=/var/wal'),
      finds: [{ at: 'settings/dublin', says: ['--wal-dir is /var/wal'] }],
    },
    {
      situation: 'the volume itself, in all clusters',
      boundary: true,
      edit: output => each(output, everywhere, cluster => flag(output, cluster, 'settings', 'data-dir', '--data-dir=/var/lib/etcd')),
      finds: [],
    },
  ],
  'storage/quota': [
    {
      situation: 'a quota that is larger than the volume',
      edit: output => flag(output, 'dublin', 'settings', 'quota-backend-bytes', '--quota-backend-bytes=21474836480'),
      finds: [{ at: 'settings/dublin', says: ['21474836480 bytes', '8589934592 bytes'], object: settings, field: `${member}.args[9]` }],
    },
    {
      situation: 'a quota that is switched off',
      edit: output => flag(output, 'dublin', 'settings', 'quota-backend-bytes', '--quota-backend-bytes=-1'),
      finds: [{ at: 'settings/dublin', says: ['switched off (-1)'] }],
    },
    {
      situation: 'a quota of exactly the volume',
      boundary: true,
      edit: output => flag(output, 'dublin', 'settings', 'quota-backend-bytes', `--quota-backend-bytes=${8 * 1024 ** 3}`),
      finds: [{ at: 'settings/dublin', says: ['8589934592 bytes'] }],
    },
    {
      situation: 'a byte less than the volume',
      boundary: true,
      edit: output => flag(output, 'dublin', 'settings', 'quota-backend-bytes', `--quota-backend-bytes=${8 * 1024 ** 3 - 1}`),
      finds: [],
    },
    {
      situation: "etcd's own default",
      edit: output => flag(output, 'dublin', 'settings', 'quota-backend-bytes'),
      finds: [],
    },
  ],
  'storage/compaction': [
    {
      situation: 'a history that is kept for ever',
      edit: output => flag(output, 'dublin', 'settings', 'auto-compaction-retention'),
      finds: [{ at: 'settings/dublin', says: ['never compacted'], object: settings }],
    },
    {
      situation: 'a duration where a number of revisions is wanted',
      edit: output => flag(output, 'dublin', 'settings', 'auto-compaction-mode', '--auto-compaction-mode=revision'),
      finds: [{ at: 'settings/dublin', says: ["'1h'", 'a number of revisions'], field: `${member}.args[11]` }],
    },
    {
      situation: 'a mode that etcd does not know',
      edit: output => flag(output, 'dublin', 'settings', 'auto-compaction-mode', '--auto-compaction-mode=daily'),
      finds: [{ at: 'settings/dublin', says: ["'daily'", 'does not start'], field: `${member}.args[10]` }],
    },
    {
      situation: 'a retention of no time',
      boundary: true,
      edit: output => flag(output, 'dublin', 'settings', 'auto-compaction-retention', '--auto-compaction-retention=0'),
      finds: [{ at: 'settings/dublin', says: ['is 0'] }],
    },
    {
      situation: 'the mode left out, which is periodic',
      boundary: true,
      edit: output => flag(output, 'dublin', 'settings', 'auto-compaction-mode'),
      finds: [],
    },
  ],
};
