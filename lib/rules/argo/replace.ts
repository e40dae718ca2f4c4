import { applicationSpecPath } from '../../manifests/delivery/applications';
import { optionsIn, syncOptionsKey } from '../../manifests/delivery/sync';
import { annotationOf } from '../../manifests/objects/applied-object';
import { listAt } from '../../manifests/yaml/json';
import { objectRule } from '../rule';

const harmful = ['Replace=true', 'Force=true'];
const sets = ['Application', 'ApplicationSet'];

/** Nothing that holds data is deleted in order to be changed. */
export const replacing = objectRule(
  {
    name: 'argo/replace',
    severity: 'error',
    demands: 'Neither an Application nor what holds data has the options Replace or Force.',
    why: 'They delete and create anew what cannot be changed in place: all members of a cluster at once, and a namespace with all of its volumes.',
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
                fix: 'remove the option, and recreate by hand what is immutable',
              },
            ]
          : [],
      );
    }
    return optionsIn(annotationOf(object, syncOptionsKey))
      .filter(option => harmful.includes(option))
      .map(option => ({
        path: ['metadata', 'annotations', syncOptionsKey],
        problem: `${option} lets Argo CD delete it and create it anew`,
        fix: 'remove the option',
      }));
  },
);
