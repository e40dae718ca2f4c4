import { memoized } from '../../manifests/objects/memoized';
import { settingsOf } from '../../manifests/pods/member-pool';
import { namesPeers } from '../../manifests/pods/peer-list';
import { objectAt } from '../../manifests/yaml/json';
import { plannedMemberRule } from '../member-rule';

const inputs = /^(initial-cluster(-state|-token)?|(bootstrap-expect|expected-(voters|members|peers|nodes|servers)))$/;
const isInput = memoized(key => inputs.test(key));
const checksum = /(checksum|hash)/i;

/** A change of an input that is read only at the first start does not restart members. */
export const literalInputs = plannedMemberRule(
  {
    name: 'bootstrap/literal',
    severity: 'warning',
    demands: 'Lists of peers and other inputs of the first start come from a ConfigMap, and no checksum of it is in the pod template.',
    why: 'They change when the group has formed and when a member is added. In the template, each change replaces the pods of all members, in all clusters at once if rollouts are not frozen. In a ConfigMap, only members that start later read the change.',
    source: 'rqlite helm-charts, voter-replica-count; CockroachDB helm-charts, the comment on --join; Kubernetes, "Update strategies".',
  },
  (pool, { system }) => {
    const checksums = Object.keys(objectAt(pool.object.data, 'spec', 'template', 'metadata', 'annotations')).filter(name =>
      checksum.test(name),
    );
    return [
      ...settingsOf(pool)
        .filter(setting => setting.object === pool.object && (namesPeers(setting) || isInput(setting.key)))
        .map(({ path, name }) => ({
          path,
          problem: `${name} is in the pod template, so a change of it restarts every member of ${system.name} here`,
          fix: 'read it from the bootstrap ConfigMap by configMapKeyRef',
        })),
      ...checksums.map(name => ({
        path: ['spec', 'template', 'metadata', 'annotations', name],
        problem: `the annotation ${name} changes whenever its source changes, and each change restarts every member`,
        fix: 'remove it',
      })),
    ];
  },
);
