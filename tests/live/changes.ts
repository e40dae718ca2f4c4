import type { Json, JsonObject } from '../../lib/manifests/yaml/json';
import { namespace } from '../rules/mutations';

/** A change of an object that is there, and what the server says to it. */
interface Change {
  readonly what: string;
  readonly after: JsonObject;
  readonly verdict: 'taken' | 'refused';
  /** A part of what a server says that refuses. */
  readonly says?: string;
}

/** An object that is made, and changes of it, each tried alone. */
interface Changed {
  readonly of: string;
  readonly before: readonly JsonObject[];
  readonly cases: readonly Change[];
}

const labels = { app: 'held' };
const pod = (image = 'registry.k8s.io/pause:3.10', more: JsonObject = {}): JsonObject => ({
  metadata: { labels: { ...labels, ...more } },
  spec: { containers: [{ name: 'main', image }] },
});
const made = (apiVersion: string, kind: string, body: JsonObject): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: 'held', namespace },
  ...body,
});

const claim = (more: JsonObject = {}, storage = '1Gi', metadata: JsonObject = { name: 'data' }): JsonObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata,
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'standard',
    volumeMode: 'Filesystem',
    resources: { requests: { storage } },
    ...more,
  },
});
const statefulSet = (more: JsonObject = {}): JsonObject =>
  made('apps/v1', 'StatefulSet', {
    spec: {
      replicas: 0,
      serviceName: 'held',
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: labels },
      template: pod(),
      volumeClaimTemplates: [claim()],
      ...more,
    },
  });
const deployment = (more: JsonObject = {}): JsonObject =>
  made('apps/v1', 'Deployment', { spec: { replicas: 0, selector: { matchLabels: labels }, template: pod(), ...more } });
const job = (more: JsonObject = {}): JsonObject =>
  made('batch/v1', 'Job', {
    spec: {
      suspend: true,
      completions: 1,
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'a' }] } },
      ...more,
    },
  });
const service = (more: JsonObject = {}): JsonObject =>
  made('v1', 'Service', { spec: { clusterIP: 'None', ports: [{ port: 80 }], selector: labels, ...more } });
const binding = (name: string, subjects: readonly Json[] = []): JsonObject =>
  made('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name }, subjects });
const volume = (storage: string, more: JsonObject = {}): JsonObject =>
  made('v1', 'PersistentVolumeClaim', {
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'standard', resources: { requests: { storage } }, ...more },
  });

const refused = (what: string, after: JsonObject, says: string): Change => ({ what, after, verdict: 'refused', says });
const taken = (what: string, after: JsonObject): Change => ({ what, after, verdict: 'taken' });
const forbidden = 'updates to statefulset spec for fields other than';

/** What can be changed of an object that is there, and what cannot: what the rules about two outputs (lib/rules/change) rest on. */
export const changes: readonly Changed[] = [
  {
    of: 'a change of a StatefulSet',
    before: [statefulSet()],
    cases: [
      refused('the size of its claims', statefulSet({ volumeClaimTemplates: [claim({}, '2Gi')] }), forbidden),
      refused('the class of its claims', statefulSet({ volumeClaimTemplates: [claim({ storageClassName: 'fast' })] }), forbidden),
      refused('a label of its claims', statefulSet({ volumeClaimTemplates: [claim({}, '1Gi', { name: 'data', labels })] }), forbidden),
      refused('one claim more', statefulSet({ volumeClaimTemplates: [claim(), claim({}, '1Gi', { name: 'wal' })] }), forbidden),
      refused('its governing Service', statefulSet({ serviceName: 'other' }), forbidden),
      refused('how it starts its members', statefulSet({ podManagementPolicy: 'OrderedReady' }), forbidden),
      refused(
        'its selector',
        statefulSet({ selector: { matchLabels: { ...labels, tier: 'a' } }, template: pod(undefined, { tier: 'a' }) }),
        forbidden,
      ),
      taken('nothing', statefulSet()),
      taken('the number of its replicas', statefulSet({ replicas: 3 })),
      taken('its first ordinal', statefulSet({ ordinals: { start: 10 } })),
      taken('its template', statefulSet({ template: pod('registry.k8s.io/pause:3.9') })),
      // What the server added to the first strategy belongs to nobody, so no apply takes it away.
      refused(
        'how it is updated',
        statefulSet({ updateStrategy: { type: 'OnDelete' } }),
        "only allowed for updateStrategy 'RollingUpdate'",
      ),
      refused(
        'how it is updated, with nothing in the place of the old way',
        statefulSet({ updateStrategy: { type: 'OnDelete', rollingUpdate: null } }),
        'only allowed for',
      ),
      taken('its partition', statefulSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } } })),
      taken('how many revisions it keeps', statefulSet({ revisionHistoryLimit: 3 })),
      taken(
        'what becomes of its claims',
        statefulSet({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Delete' } }),
      ),
      taken('when a member counts as ready', statefulSet({ minReadySeconds: 10 })),
    ],
  },
  {
    of: 'a change of a StatefulSet that says its partition',
    before: [statefulSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } } })],
    cases: [
      taken('how it is updated', statefulSet({ updateStrategy: { type: 'OnDelete' } })),
      taken('its partition', statefulSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } })),
    ],
  },
  {
    of: 'a change of a Deployment',
    before: [deployment()],
    cases: [
      refused(
        'its selector',
        deployment({ selector: { matchLabels: { ...labels, tier: 'a' } }, template: pod(undefined, { tier: 'a' }) }),
        'field is immutable',
      ),
      refused('its strategy', deployment({ strategy: { type: 'Recreate' } }), "may not be specified when strategy `type` is 'Recreate'"),
    ],
  },
  {
    of: 'a change of a Job',
    before: [job()],
    cases: [
      refused(
        'its image',
        job({ template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'b' }] } } }),
        'field is immutable',
      ),
      refused('how often it succeeds', job({ completions: 2 }), 'field is immutable'),
      taken('how much of it runs at once', job({ parallelism: 2 })),
    ],
  },
  {
    of: 'a change of a Service',
    before: [service()],
    cases: [
      refused('its address', service({ clusterIP: '10.201.0.77' }), 'may not change once set'),
      taken('its ports', service({ ports: [{ port: 81 }] })),
      taken('whether it names members that are not ready', service({ publishNotReadyAddresses: true })),
    ],
  },
  {
    of: 'a change of a RoleBinding',
    before: [binding('one')],
    cases: [
      refused('its role', binding('other'), 'cannot change roleRef'),
      taken('its subjects', binding('one', [{ kind: 'User', name: 'jane' }])),
    ],
  },
  {
    of: 'a change of a claim that no volume serves yet',
    before: [volume('1Gi')],
    cases: [
      refused('its size', volume('2Gi'), 'immutable after creation'),
      refused('its class', volume('1Gi', { storageClassName: 'fast' }), 'immutable after creation'),
      refused('its access', volume('1Gi', { accessModes: ['ReadOnlyMany'] }), 'immutable after creation'),
    ],
  },
  {
    of: 'a change of a ConfigMap that is immutable',
    before: [made('v1', 'ConfigMap', { immutable: true, data: { a: 'x' } })],
    cases: [
      refused('its content', made('v1', 'ConfigMap', { immutable: true, data: { a: 'y' } }), 'field is immutable when `immutable` is set'),
    ],
  },
];
