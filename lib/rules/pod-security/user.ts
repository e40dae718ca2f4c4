import type { AppliedObject } from '../../manifests/objects/applied-object';
import { objectsOf } from '../../manifests/objects/cluster-objects';
import { containersOf, podTemplate } from '../../manifests/pods/workload';
import { type JsonObject, numberAt, objectAt, valueAt } from '../../manifests/yaml/json';
import { mostFrequent } from '../most-frequent';
import { type ManifestFound, unitRule } from '../rule';

/** All members of a system run as the same user in every cluster. */
export const memberUser = unitRule(
  {
    name: 'pod-security/user',
    severity: 'error',
    demands:
      "All members of a system have the same user and groups, which are set explicitly. Other pods with the engine's image have an explicit user too.",
    why: 'Files of a member belong to the user that wrote them, and other users may not read them. With another user, a member cannot open its log. The kubelet does not start an image whose user is root.',
    source:
      'etcd creates its folders with mode 0700 (client/pkg/fileutil); Kubernetes kubelet, runAsNonRoot verifies the user of an image.',
  },
  ({ system, clusters }) => {
    if (!system) return [];
    const members = clusters.flatMap(cluster => objectsOf(cluster, 'StatefulSet').map(userOf));
    return [
      ...fields.flatMap(field => differing(members, field)),
      ...clusters.flatMap(({ objects }) => beside(objects, system.engine.image)),
    ];
  },
);

/** Findings about other pods with the engine's image, whose default user may be root. */
const beside = (objects: readonly AppliedObject[], image: string): readonly ManifestFound[] =>
  objects
    .filter(object => {
      const template = object.kind === 'Deployment' || object.kind === 'Job' ? podTemplate(object) : undefined;
      return template !== undefined && containersOf(template).some(({ data }) => data['image'] === image);
    })
    .map(userOf)
    .filter(({ of }) => of.runAsUser === 'none')
    .map(({ object, specPath }) => ({
      object,
      path: [...specPath, 'securityContext', 'runAsUser'],
      problem: 'runAsUser of its pod is not set, so the image decides',
      fix: 'set it to the user of the members',
    }));

const fields = ['runAsUser', 'runAsGroup', 'fsGroup'] as const;

interface Users {
  readonly object: AppliedObject;
  readonly specPath: readonly (string | number)[];
  readonly of: Readonly<Record<(typeof fields)[number], string>>;
}

/** The users of the first container. Its own settings override those of the pod. */
function userOf(object: AppliedObject): Users {
  const template = podTemplate(object);
  const [container] = template ? containersOf(template).filter(({ init }) => !init) : [];
  const pod = objectAt(template?.spec, 'securityContext');
  const own = objectAt(container?.data, 'securityContext');
  return {
    object,
    specPath: template?.specPath ?? [],
    of: { runAsUser: chosen('runAsUser', own, pod), runAsGroup: chosen('runAsGroup', own, pod), fsGroup: chosen('fsGroup', {}, pod) },
  };
}

const chosen = (field: string, own: JsonObject, pod: JsonObject): string =>
  String(numberAt(own, field) ?? numberAt(pod, field) ?? (valueAt(pod, field) === undefined ? 'none' : 'no number'));

function differing(members: readonly Users[], field: (typeof fields)[number]): readonly ManifestFound[] {
  // The most frequent user is taken for right; an explicit user before none.
  const usual = mostFrequent(members.map(({ of }) => of[field]).filter(value => value !== 'none')) ?? 'none';
  // The rule pod-security/volume-owner reports a missing fsGroup.
  if (field === 'fsGroup' && usual === 'none') return [];
  return members
    .filter(({ of }) => (of[field] !== usual || usual === 'none') && !(field === 'fsGroup' && of[field] === 'none'))
    .map(({ object, specPath, of }) => ({
      object,
      path: [...specPath, 'securityContext', field],
      problem:
        of[field] === 'none'
          ? `${field} of its members is not set, so the image decides`
          : `${field} of its members is ${of[field]}, and ${usual} elsewhere in the system`,
      fix:
        usual === 'none'
          ? `set ${field} to a number above 0`
          : `set it to ${usual}, or change it in all clusters together with the owner of the files`,
    }));
}
