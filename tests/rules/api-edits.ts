import type { EditedOutput } from './edited-output';
import type { ManifestCase } from './manifest-case';

/** Where the pods of the members are described. */
export const pod = 'spec.template.spec';
export const main = `${pod}.containers[0]`;

const members = 'StatefulSet settings';
const folder = 'dublin/settings';

/** Sets a field of an object of the settings system; without a value, takes it away. */
const change = (object: string, path: string, value: unknown) => (output: EditedOutput) =>
  value === undefined ? output.only(folder).unset('dublin', object, path) : output.only(folder).set('dublin', object, path, value);

/** A field of an object is changed, and the server refuses it there. */
export const refused = (
  situation: string,
  object: string,
  path: string,
  value: unknown,
  says: string,
  more: { readonly field?: string; readonly boundary?: true } = {},
): ManifestCase => ({
  situation,
  edit: change(object, path, value),
  finds: [{ at: 'settings/dublin', says: [says], object, field: more.field ?? path }],
  ...(more.boundary ? { boundary: true } : {}),
});

/** A field of an object is changed, and the server takes it. */
export const taken = (situation: string, object: string, path: string, value: unknown, boundary?: 'boundary'): ManifestCase => ({
  situation,
  edit: change(object, path, value),
  finds: [],
  ...(boundary ? { boundary: true } : {}),
});

/** The same for the StatefulSet of the members. */
export const membersRefused = (
  situation: string,
  path: string,
  value: unknown,
  says: string,
  more: { readonly field?: string; readonly boundary?: true } = {},
): ManifestCase => refused(situation, members, path, value, says, more);

export const membersTaken = (situation: string, path: string, value: unknown, boundary?: 'boundary'): ManifestCase =>
  taken(situation, members, path, value, boundary);

/** An object that a user adds, in a chart of its own. */
export interface Added {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly body: object;
}

/** The object is added, and the server refuses it. */
export const addedRefused = (situation: string, { apiVersion, kind, name, body }: Added, says: string, field?: string): ManifestCase => ({
  situation,
  edit: output => output.only('dublin/tools').add('dublin', 'tools', { apiVersion, kind, metadata: { name, namespace: 'tools' }, ...body }),
  finds: [{ at: 'tools/dublin', says: [says], object: `${kind} ${name}`, ...(field === undefined ? {} : { field }) }],
});

/** The object is added, and the server takes it. */
export const addedTaken = (situation: string, { apiVersion, kind, name, body }: Added, boundary?: 'boundary'): ManifestCase => ({
  situation,
  edit: output => output.only('dublin/tools').add('dublin', 'tools', { apiVersion, kind, metadata: { name, namespace: 'tools' }, ...body }),
  finds: [],
  ...(boundary ? { boundary: true } : {}),
});

const labels = { app: 'tools' };

/** The template of a small pod, with more in its spec. */
export const smallTemplate = (more: object = {}): object => ({
  metadata: { labels },
  spec: { containers: [{ name: 'main', image: 'tools:1.0.0' }], ...more },
});

export const deployment = (spec: object = {}, podSpec: object = {}): Added => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name: 'tools',
  body: { spec: { selector: { matchLabels: labels }, template: smallTemplate(podSpec), ...spec } },
});

export const replicationController = (spec: object = {}, podSpec: object = {}): Added => ({
  apiVersion: 'v1',
  kind: 'ReplicationController',
  name: 'tools',
  body: { spec: { replicas: 1, selector: labels, template: smallTemplate(podSpec), ...spec } },
});

export const daemonSet = (spec: object): Added => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  name: 'agent',
  body: { spec: { selector: { matchLabels: labels }, template: smallTemplate(), ...spec } },
});

export const job = (spec: object = {}, podSpec: object = {}): Added => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  name: 'migrate',
  body: { spec: { template: smallTemplate({ restartPolicy: 'Never', ...podSpec }), ...spec } },
});

export const cronJob = (spec: object): Added => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  name: 'backup',
  body: { spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: smallTemplate({ restartPolicy: 'Never' }) } }, ...spec } },
});

export const service = (spec: object): Added => ({
  apiVersion: 'v1',
  kind: 'Service',
  name: 'tools',
  body: { spec: { selector: labels, ports: [{ port: 80 }], ...spec } },
});
