import { numberOf, quantityOf } from '../../manifests/api/quantity';
import { dataClaim } from '../../manifests/pods/data-volume';
import { runs, settingOf } from '../../manifests/pods/member-pool';
import { valueAt } from '../../manifests/yaml/json';
import { quotaFault, quotaOf } from '../../plan/members/space-quota';
import { memberRule } from '../member-rule';
import { type Rule, type RuleText, systemRule } from '../rule';

const text: RuleText = {
  name: 'storage/quota',
  severity: 'error',
  demands: "etcd's space quota is smaller than its volume.",
  why: 'At its quota, etcd refuses writes with an error, and can be compacted. On a full disk it stops, and so do the other members soon after, because all have the same data.',
  source: 'etcd documentation, "Maintenance: space quota".',
};

/** etcd reaches its space quota before the disk is full. */
export const spaceQuota: Rule = {
  ...memberRule(text, pool => {
    if (!runs(pool, 'etcd')) return [];
    const setting = settingOf(pool, 'quota-backend-bytes');
    // A variable may stand for any number.
    if (!pool.plan && Number.isNaN(Number(setting?.value ?? 0))) return [];
    const volume = quantityOf(valueAt(dataClaim(pool)?.data, 'spec', 'resources', 'requests', 'storage'));
    const size = volume === undefined ? undefined : numberOf(volume);
    const problem = size === undefined ? undefined : quotaFault(setting?.value, size);
    if (size === undefined || problem === undefined) return [];
    const fix = `leave room for the log and snapshots: well below ${Math.floor(size / 1024 ** 2)} MiB`;
    return [{ object: setting?.object ?? pool.object, path: setting?.path ?? pool.member.path, problem, fix }];
  }),
  ...systemRule(text, ({ seats: [seat], system: { engine, storage } }) => {
    if (engine.name !== 'etcd' || !seat) return [];
    const problem = quotaFault(quotaOf(seat.config), storage.toMebibytes() * 1024 ** 2);
    const fix = `increase 'storage', or set 'quotaBytes' of RaftEngine.etcd well below ${storage.toMebibytes()} MiB, with room for the log and snapshots`;
    return problem === undefined ? [] : [{ problem, fix }];
  }),
};
