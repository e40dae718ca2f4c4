import { optionsIn, syncOptionsKey } from '../../manifests/delivery/sync';
import { type AppliedObject, annotationOf } from '../../manifests/objects/applied-object';
import { isObject, listAt, type Path, textAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

/** Argo CD removes nothing that holds data without a confirmation. */
export const confirmRemoval = objectRule(
  {
    name: 'argo/confirm',
    severity: 'error',
    demands: 'Argo CD removes Namespaces, claims, and StatefulSets with claims only after an operator has confirmed it, or never.',
    why: 'If a file is moved or an Application is deleted, Argo CD removes members and their volumes in all clusters within minutes.',
    source: 'Argo CD documentation, "Sync Options": Prune=confirm and Delete=confirm.',
  },
  ['Namespace', 'PersistentVolumeClaim', 'StatefulSet'],
  (object, _, { system, plan }) => {
    if (!system && !plan?.fleet.delivery) return [];
    const claims = object.kind === 'StatefulSet' ? listAt(object.data, 'spec', 'volumeClaimTemplates') : [];
    if (object.kind === 'StatefulSet' && claims.length === 0) return [];
    const own = missing(annotationOf(object, syncOptionsKey), ['metadata'], spoken(object));
    return [
      ...own,
      ...claims.flatMap((claim, position) => {
        const name = textAt(claim, 'metadata', 'name') ?? '';
        const options = isObject(claim) ? textAt(claim, 'metadata', 'annotations', syncOptionsKey) : undefined;
        return missing(options, ['spec', 'volumeClaimTemplates', position, 'metadata'], `each volume of ${name}`);
      }),
    ];
  },
);

/** The value that a synthesis renders. */
const usual = 'Prune=confirm,Delete=confirm';

const spoken = ({ kind }: AppliedObject): string => (kind === 'Namespace' ? 'it, with everything in it,' : 'it');

function missing(annotation: string | undefined, metadata: Path, what: string) {
  if (annotation === usual) return [];
  const options = optionsIn(annotation);
  const without = ['Prune', 'Delete'].filter(option => !['confirm', 'false'].some(value => options.includes(`${option}=${value}`)));
  if (without.length === 0) return [];
  return [
    {
      path: [...metadata, 'annotations', syncOptionsKey],
      problem: `Argo CD may remove ${what} without asking: ${without.map(option => `${option}=confirm`).join(' and ')} is not among its options`,
      fix: `set the annotation ${syncOptionsKey} to 'Prune=confirm,Delete=confirm'`,
    },
  ];
}
