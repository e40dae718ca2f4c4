import { numberOf, quantityOf } from '../../manifests/api/quantity';
import { dataClaim } from '../../manifests/pods/data-volume';
import { runs, settingOf } from '../../manifests/pods/member-pool';
import { valueAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** etcd's own, where it is told nothing or 0. */
const usual = 2 * 1024 ** 3;

/** The key space is full before the disk is. */
export const spaceQuota = plannedMemberRule(
  {
    name: 'storage/quota',
    severity: 'error',
    demands: "etcd's space quota is smaller than its volume.",
    why: 'At its quota etcd refuses writes and says why, and can be compacted; on a full disk it stops, and so does every other member soon after, as all hold the same.',
    source: 'etcd documentation, "Maintenance: space quota".',
  },
  (pool, { system }) => {
    if (!runs(pool, 'etcd')) return [];
    const setting = settingOf(pool, 'quota-backend-bytes');
    const given = Number(setting?.value ?? 0);
    const quota = given === 0 ? usual : given;
    const claim = dataClaim(pool);
    const volume = quantityOf(valueAt(claim?.data, 'spec', 'resources', 'requests', 'storage'));
    const size = volume === undefined ? undefined : numberOf(volume);
    if (size === undefined || (quota > 0 && quota < size)) return [];
    const text = Number.isNaN(given)
      ? `'${setting?.value}', which is no number of bytes`
      : given < 0
        ? `switched off (${given})`
        : `${quota} bytes${given === 0 ? ", etcd's default" : ''}`;
    return [
      {
        object: setting?.object ?? pool.object,
        path: setting?.path ?? pool.member.path,
        problem: `the space quota is ${text}, and the volume has ${size} bytes`,
        fix: `leave room for the log and snapshots: well below ${system.storage.mebibytes} MiB`,
      },
    ];
  },
);
