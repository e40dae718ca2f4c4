import { applicationSpecPath, unitOf } from '../../manifests/delivery/applications';
import { isObject, type JsonObject, listAt, textAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** What the plan decides about members is applied. */
export const ignoredDifferences = objectRule(
  {
    name: 'argo/ignored-differences',
    severity: 'error',
    demands: 'No Application of a Raft system ignores differences in the spec of its members.',
    why: 'An ignored field is not applied: replicas that somebody or an autoscaler changed stay, which is a membership change that Raft does not know of, and a rollout or a failover by commit does nothing.',
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
          problem: `it ignores ${field} of StatefulSets, so what the plan says of members is not applied`,
          fix: 'remove it',
        },
      ];
    });
  },
);

/** What an entry ignores of a StatefulSet's spec. */
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
