import { runs } from '../../manifests/pods/member-pool';
import { probeOf } from '../../manifests/pods/probe';
import { textAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** A learner can become ready. */
export const learnerReadiness = plannedMemberRule(
  {
    name: 'probes/learner',
    severity: 'error',
    demands: "The readiness probe of an etcd learner requests /readyz without the check 'non_learner'.",
    why: 'A learner never passes this check, so its pods never become ready, and everything that waits for them waits without end.',
    source: 'etcd server/etcdserver/api/etcdhttp/health.go, learnerCheck; CHANGELOG-3.5, 3.5.19.',
  },
  (pool, { role }) => {
    const probe = probeOf(pool.member, 'readinessProbe');
    const path = textAt(probe?.data, 'httpGet', 'path') ?? '';
    const [route, query = ''] = path.split('?');
    const excluded = query.split('&').includes('exclude=non_learner');
    const asks = route === '/readyz' ? !excluded : route === '/readyz/non_learner';
    if (!probe || role !== 'learner' || !asks || !runs(pool, 'etcd')) return [];
    const problem = `the readiness probe requests ${path}, and a learner never passes its check 'non_learner'`;
    return [{ path: [...probe.path, 'httpGet', 'path'], problem, fix: 'use /readyz?exclude=non_learner' }];
  },
);
