import { parseAllDocuments, stringify, type ToStringOptions } from 'yaml';
import { checkOutput } from '../../lib/check/check-output';
import { appliedObject } from '../../lib/manifests/objects/applied-object';
import { podTemplate } from '../../lib/manifests/pods/workload';
import { catalogue } from '../../lib/rules/catalogue';
import { sample } from '../extent';
import { type Editable, EditedOutput } from './edited-output';

const variants = ['example', 'peer-tls', 'learner', 'whitewater-kubernetes-api', 'whitewater-init-container', 'rolling-sync'];

type Change = (object: Editable) => void;
type ChangeText = (text: string) => string;

const manifests = (output: EditedOutput): readonly string[] => output.files.filter(path => path.endsWith('.yaml'));

/** What is found after a change of every object that it is about. */
function afterEach(variant: string, change: Change): readonly string[] {
  const output = new EditedOutput(variant);
  for (const path of manifests(output)) for (const object of output.in(path)) change(object);
  return texts(output);
}

/** What is found after a change of the text of every file. */
function afterText(variant: string, change: ChangeText): readonly string[] {
  const output = new EditedOutput(variant);
  for (const path of manifests(output)) output.text(path, change);
  return texts(output);
}

const texts = (output: EditedOutput): readonly string[] =>
  checkOutput(output, catalogue).findings.map(({ rule, at, problem }) => `${rule} [${at}]: ${problem}`);

/** The same with the keys of every map the other way round. */
function reversed(value: Editable): Editable {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

/** A change of the pods of an object, where it makes any. */
const ofPods =
  (change: Change): Change =>
  object => {
    const place = { file: '', position: 0, cluster: '', unit: '' };
    if (podTemplate(appliedObject(place, object))) change(object.spec.template.spec);
  };

const ofContainers = (change: Change): Change => ofPods(pod => [...(pod.initContainers ?? []), ...pod.containers].forEach(change));

const doubled = (memory: string): string => memory.replace(/\d+/, amount => `${Number(amount) * 2}`);

const documents = (text: string): readonly Editable[] => parseAllDocuments(text).map(document => document.toJS());

const printed = (text: string, options: ToStringOptions): string =>
  documents(text)
    .map(object => stringify(object, { version: '1.1', ...options }))
    .join('---\n');

const changes: Readonly<Record<string, Change>> = {
  'an added label': object => {
    object.metadata.labels = { ...object.metadata.labels, 'example.com/team': 'storage' };
  },
  'an added annotation': object => {
    object.metadata.annotations = { ...object.metadata.annotations, 'example.com/contact': 'storage@example.test' };
  },
  'a label and an annotation of pods': object => {
    if (!object.spec?.template?.spec?.containers) return;
    const { metadata } = object.spec.template;
    metadata.labels = { ...metadata.labels, 'example.com/team': 'storage' };
    metadata.annotations = { ...metadata.annotations, 'prometheus.io/scrape': 'true' };
  },
  'a longer time to stop': ofPods(pod => {
    pod.terminationGracePeriodSeconds = (pod.terminationGracePeriodSeconds ?? 30) + 60;
  }),
  'a toleration': ofPods(pod => {
    pod.tolerations = [{ key: 'dedicated', operator: 'Equal', value: 'storage', effect: 'NoSchedule' }];
  }),
  'a selector of nodes': ofPods(pod => {
    pod.nodeSelector = { 'kubernetes.io/os': 'linux' };
  }),
  'a priority': ofPods(pod => {
    pod.priorityClassName = 'storage';
  }),
  'more memory, as request and as limit': ofContainers(({ resources }) => {
    resources.limits.memory = doubled(resources.limits.memory);
    resources.requests.memory = resources.limits.memory;
  }),
  'more CPU': ofContainers(({ resources }) => {
    resources.requests.cpu = doubled(resources.requests.cpu);
  }),
  'one more variable': ofContainers(container => {
    container.env = [...(container.env ?? []), { name: 'TZ', value: 'UTC' }];
  }),
  'one more folder for scratch': ofPods(pod => {
    pod.volumes = [...(pod.volumes ?? []), { name: 'scratch', emptyDir: {} }];
    pod.containers[0].volumeMounts = [...(pod.containers[0].volumeMounts ?? []), { name: 'scratch', mountPath: '/scratch' }];
  }),
  'what the server sets when it is left out': object => {
    if (object.kind === 'StatefulSet') object.spec.template.spec.restartPolicy = 'Always';
    if (object.kind === 'StatefulSet') object.spec.template.spec.dnsPolicy = 'ClusterFirst';
    if (object.kind === 'Service') object.spec.sessionAffinity = 'None';
  },
};

const textChanges: Readonly<Record<string, ChangeText>> = {
  'comments before, behind and between': text =>
    `# of the platform team\n${text.replace(/\n---\n/g, '\n---\n# the next one\n')}\n# the end\n`,
  'no comments': text => text.replace(/^# .*\n/gm, ''),
  'the keys of every map the other way round': text =>
    documents(text)
      .map(object => stringify(reversed(object), { version: '1.1' }))
      .join('---\n'),
  'the objects of every file the other way round': text =>
    text
      .split(/^---\n/m)
      .reverse()
      .join('---\n'),
  'the flow style': text => printed(text, { collectionStyle: 'flow' }),
  'texts in single quotes': text => printed(text, { defaultStringType: 'QUOTE_SINGLE' }),
  'keys and texts in double quotes': text => printed(text, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'QUOTE_DOUBLE' }),
  'long lines that are folded': text => printed(text, { lineWidth: 40 }),
  'a wider indentation': text => printed(text, { indent: 4 }),
  JSON: text =>
    documents(text)
      .map(object => `${JSON.stringify(object)}\n`)
      .join('---\n'),
  'a document with nothing in it': text => `---\n${text}---\n`,
  'the line ends of Windows': text => text.replaceAll('\n', '\r\n'),
};

const withMore = new Set(sample(variants, 3));

describe.each(variants)('a change of %s that harms nobody', variant => {
  // Each change is tried in some variant in the quick run too: the next variant begins at the next change.
  const from = variants.indexOf(variant);

  it.each(sample(Object.entries(changes), 6, from))('is not found: %s', (_, change) => {
    expect(afterEach(variant, change)).toEqual([]);
  });

  it.each(sample(Object.entries(textChanges), 6, from))('is not found: %s', (_, change) => {
    expect(afterText(variant, change)).toEqual([]);
  });

  if (!withMore.has(variant)) return;
  it('is not found: a ConfigMap of a user in the system', () => {
    const output = new EditedOutput(variant);
    for (const path of manifests(output).filter(each => each.split('/').length === 3)) {
      const [cluster = '', unit = ''] = path.split('/');
      const { namespace } = output.in(path).find(({ metadata }) => metadata.namespace !== undefined).metadata;
      const metadata = { name: 'dashboards', namespace };
      output.add(cluster, unit, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'overview.json': '{"title":"Overview"}' } });
    }
    expect(texts(output)).toEqual([]);
  });
});
