import { applicationSpecPath } from '../../manifests/delivery/applications';
import { optionsIn, syncOptionsKey } from '../../manifests/delivery/sync';
import { annotationOf } from '../../manifests/objects/applied-object';
import { listAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

const harmful = ['Replace=true', 'Force=true'];
const sets = ['Application', 'ApplicationSet'];

/** Argo CD deletes nothing that holds data in order to change it. */
export const replacing = objectRule(
  {
    name: 'argo/replace',
    severity: 'error',
    demands: 'Neither an Application nor an object that holds data has the options Replace or Force.',
    why: 'With them Argo CD deletes and recreates an object that cannot be changed in place: all members of a cluster at once, or a namespace with all of its volumes.',
    source: 'Argo CD documentation, "Sync Options": Replace and Force; argo-cd issues 1068 and 8501.',
  },
  ['Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'StatefulSet', ...sets],
  object => {
    if (sets.includes(object.kind)) {
      const path = [...applicationSpecPath(object), 'syncPolicy', 'syncOptions'];
      return listAt(object.data, ...path).flatMap((option, position) =>
        typeof option === 'string' && harmful.includes(option.trim())
          ? [
              {
                path: [...path, position],
                problem: `it applies everything with ${option}`,
                fix: 'remove the option, and recreate immutable objects by hand',
              },
            ]
          : [],
      );
    }
    return optionsIn(annotationOf(object, syncOptionsKey))
      .filter(option => harmful.includes(option))
      .map(option => ({
        path: ['metadata', 'annotations', syncOptionsKey],
        problem: `${option} lets Argo CD delete and recreate it`,
        fix: 'remove the option',
      }));
  },
);
