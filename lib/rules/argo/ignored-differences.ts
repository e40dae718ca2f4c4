import { applicationSpecPath, unitOf } from '../../manifests/delivery/applications';
import { isObject, type JsonObject, listAt, textAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Argo CD applies every decision of the plan about members. */
export const ignoredDifferences = objectRule(
  {
    name: 'argo/ignored-differences',
    severity: 'error',
    demands: 'No Application of a Raft system ignores differences in the spec of its members.',
    why: 'Argo CD does not apply an ignored field. Replicas that an operator or an autoscaler changed stay changed, and Raft does not know of that membership change. A rollout or a failover by commit has no effect.',
    source: 'Argo CD documentation, "Diff Customization" and RespectIgnoreDifferences; arithmetic of quorums.',
  },
  ['Application', 'ApplicationSet'],
  (object, _, { plan }) => {
    const unit = unitOf(object);
    if (!plan?.systems.some(({ name }) => name === unit)) return [];
    const path = [...applicationSpecPath(object), 'ignoreDifferences'];
    return listAt(object.data, ...path).flatMap((ignored, position) => {
      const field = isObject(ignored) ? ignoredField(ignored) : undefined;
      if (field === undefined) return [];
      return [
        {
          path: [...path, position],
          problem: `it ignores ${field} of StatefulSets, so Argo CD does not apply the plan's members`,
          fix: 'remove it',
        },
      ];
    });
  },
);

/** The field of a StatefulSet's spec that an entry ignores. */
function ignoredField(ignored: JsonObject): string | undefined {
  const kind = textAt(ignored, 'kind') ?? '';
  const group = textAt(ignored, 'group') ?? '';
  if (!['StatefulSet', '*'].includes(kind) || !['apps', '*'].includes(group)) return undefined;
  const fields = [...listAt(ignored, 'jsonPointers'), ...listAt(ignored, 'jqPathExpressions')];
  const field = fields.find(each => typeof each === 'string' && /^[/.]spec\b/.test(each));
  if (typeof field === 'string') return field;
  const [manager] = listAt(ignored, 'managedFieldsManagers');
  return typeof manager === 'string' ? `everything that ${manager} has changed` : undefined;
}
