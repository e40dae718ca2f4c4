import { runs } from '../../manifests/pods/member-pool';
import { probeOf } from '../../manifests/pods/probe';
import { textAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

/** A learner can become ready. */
export const learnerReadiness = plannedMemberRule(
  {
    name: 'probes/learner',
    severity: 'error',
    demands: "The readiness probe of an etcd learner asks /readyz without the check 'non_learner'.",
    why: 'The check is never true for a learner, so its pods are never ready, and everything that waits for them waits for ever.',
    source: 'etcd server/etcdserver/api/etcdhttp/health.go, learnerCheck; CHANGELOG-3.5, 3.5.19.',
  },
  (pool, { role }) => {
    const probe = probeOf(pool.member, 'readinessProbe');
    const path = textAt(probe?.data, 'httpGet', 'path') ?? '';
    const [route, query = ''] = path.split('?');
    const excluded = query.split('&').includes('exclude=non_learner');
    const asks = route === '/readyz' ? !excluded : route === '/readyz/non_learner';
    if (!probe || role !== 'learner' || !asks || !runs(pool, 'etcd')) return [];
    const problem = `the readiness probe asks ${path}, whose check 'non_learner' a learner never passes`;
    return [{ path: [...probe.path, 'httpGet', 'path'], problem, fix: 'ask /readyz?exclude=non_learner' }];
  },
);
