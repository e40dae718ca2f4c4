import { stringify } from 'yaml';
import { writtenGroup } from '../../rules/written-group';
import { checked, foundIn, rulesIn } from './folder';

const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'x' }, stringData: { password: 'hunter2222' } };
const config = (name: string): object => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'x' }, data: {} });
const list = (...items: readonly object[]): object => ({ apiVersion: 'v1', kind: 'List', items });

describe('a list of objects', () => {
  it('is its items', () => {
    const { findings, objects } = checked({ 'all.yaml': [list(config('a'), secret)] });
    expect(objects).toBe(2);
    expect(findings.map(({ rule }) => rule)).toEqual(['output/plan', 'secrets/inline']);
    expect(findings[1]?.location).toEqual({ file: 'all.yaml', line: 15, column: 5, object: 'Secret s', field: 'stringData' });
  });

  it('may be of one kind, which its items then need not say', () => {
    const { apiVersion: _, kind: __, ...item } = secret;
    expect(rulesIn({ 'all.yaml': [{ apiVersion: 'v1', kind: 'SecretList', items: [item] }] })).toEqual(['secrets/inline']);
    expect(rulesIn({ 'all.yaml': [{ apiVersion: 'v1', kind: 'ConfigMapList', items: [config('a')] }] })).toEqual([]);
  });

  it('may hold a list, and a whole group', () => {
    const group = writtenGroup();
    expect(foundIn({ 'all.yaml': [list(list(...Object.values(group)))] })).toEqual([]);
    group.budget.spec.maxUnavailable = 2;
    expect(rulesIn({ 'all.yaml': [list(list(...Object.values(group)))] })).toEqual(['disruption/budget']);
  });

  it('of nothing is nothing, and a kind that only ends so is itself', () => {
    expect(checked({ 'all.yaml': [list(), config('a')] }).objects).toBe(1);
    expect(checked({ 'all.yaml': [{ apiVersion: 'example.com/v1', kind: 'WaitingList', metadata: { name: 'a' } }] }).objects).toBe(1);
  });
});

describe('a file of JSON', () => {
  it('is a manifest where it has a kind, and places in it are those of its lines', () => {
    const { findings, objects } = checked({ 's.json': JSON.stringify(secret, null, '\t') });
    expect(objects).toBe(1);
    expect(findings.map(({ rule, location }) => [rule, location?.line, location?.column])).toEqual([
      ['output/plan', undefined, undefined],
      ['secrets/inline', 8, 2],
    ]);
  });

  it('may hold a group, in a list or one object after the other', () => {
    const group = Object.values(writtenGroup());
    expect(foundIn({ 'kv.json': JSON.stringify(list(...group)) })).toEqual([]);
    expect(foundIn({ 'kv.json': group.map(object => JSON.stringify(object)).join('\n') })).toEqual([]);
    expect(checked({ 'kv.json': group.map(object => JSON.stringify(object)).join('\n') }).objects).toBe(group.length);
  });

  it('is found where it is broken and was to be a manifest', () => {
    expect(foundIn({ 's.json': JSON.stringify(secret).slice(0, -1) })).toEqual([
      'output/unreadable s.json: it cannot be read: it is not JSON',
    ]);
  });

  it('is passed over where it is anything else', () => {
    const files = {
      'a.yaml': [config('a')],
      'package.json': '{"name": "a"}',
      'dashboard.json': '{"kind": "timeseries"}',
      'tsconfig.json': '{ // a\n}',
    };
    const { skipped, findings } = checked(files);
    expect([skipped, findings.length]).toEqual([3, 1]);
  });
});

describe('a file without objects', () => {
  it.each([
    ['settings of a program', 'cluster_name: test\nseeds: [a, b]\n', 'it has a document without a kind'],
    ['a patch of JSON', '- op: replace\n  path: /spec/replicas\n  value: 3\n', 'it has a patch, a list of op and path'],
    ['a list', '- a\n- b\n', 'it has no object'],
    ['an object whose kind is nothing', 'apiVersion: v1\nkind: ""\nmetadata: {name: a}\n', 'it has a document without a kind'],
  ])('is found once: %s', (_, text, problem) => {
    const files = { 'a.yaml': [config('a')], 'conf/other.yaml': `${text}---\n${text}` };
    expect(foundIn(files)).toEqual([`output/no-manifest conf/other.yaml: ${problem}`]);
    expect(checked(files).findings.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
  });

  it('is found at its document, and what else is in the file is checked', () => {
    const { findings } = checked({ 'a.yaml': `${stringify(secret)}---\nfoo: bar\n---\nbar: foo\n` });
    expect(findings.slice(1).map(({ rule, location }) => [rule, location?.line])).toEqual([
      ['secrets/inline', 6],
      ['output/no-manifest', 9],
    ]);
  });

  it.each([
    'kustomization.yaml',
    'Chart.yaml',
    'values.yaml',
    'values-prod.yaml',
    'docker-compose.yml',
    '.gitlab-ci.yml',
    'x/.github/workflows/ci.yaml',
  ])('is passed over by its name: %s', name => {
    const { findings, skipped, files } = checked({ 'a.yaml': [config('a')], [name]: 'a: [' });
    expect([findings.map(({ rule }) => rule), skipped, files]).toEqual([['output/plan'], 1, 2]);
  });

  it('is no patch of kustomize, which is passed over', () => {
    const half = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 2}\n';
    const settings = [
      'apiVersion: kustomize.config.k8s.io/v1beta1',
      'kind: Kustomization',
      'resources: [a.yaml]',
      'patches: [{path: more.yaml}, {target: {kind: Deployment}, path: ../ops.yaml}]',
      'patchesStrategicMerge: [old.yaml, "apiVersion: v1\\nkind: Pod\\n"]',
    ].join('\n');
    const files = {
      'base/a.yaml': [config('a')],
      'base/kustomization.yaml': settings,
      'base/more.yaml': half,
      'base/old.yaml': half,
      'ops.yaml': '- {op: add, path: /a, value: 1}\n',
      'elsewhere/replicas-patch.yaml': half,
      'elsewhere/component.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
    };
    expect([foundIn(files), checked(files).skipped]).toEqual([[], 6]);
    // What nobody calls a patch is an object, and not whole.
    expect(rulesIn({ 'base/a.yaml': half })).toContain('api/required');
    expect(checked({ 'job-patch/role.yaml': [config('a')] }).objects).toBe(1);
  });
});

describe('a template', () => {
  it.each([
    ['an object by Helm', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n', 4, '{{ .Release.Name }}'],
    ['a condition', '{{- if .Values.enabled }}\napiVersion: v1\nkind: ConfigMap\n{{- end }}\n', 1, '{{- if .Values.enabled }}'],
    ['a part of a text', 'apiVersion: v1\nkind: Pod\nspec:\n  image: a:{{ .Values.tag }}\n', 4, '{{ .Values.tag }}'],
    ['an item', 'apiVersion: v1\nkind: Pod\nargs:\n  - {{ include "a.args" . }}\n', 4, '{{ include "a.args" . }}'],
  ])('is to be rendered first: %s', (_, text, line, mark) => {
    const { findings } = checked({ 'a.yaml': [config('a')], 'templates/b.yaml': text });
    expect(findings.slice(1)).toEqual([
      {
        rule: 'output/no-manifest',
        severity: 'warning',
        at: 'templates/b.yaml',
        problem: `it looks like a template, with ${mark}`,
        fix: expect.stringContaining('render it first'),
        location: { file: 'templates/b.yaml', line, column: 1 },
        about: [{ unit: 'templates/b.yaml' }, { unit: 'templates', cluster: '' }],
      },
    ]);
  });

  it('explains that an object is missing that it may become', () => {
    const { members, account, budget } = writtenGroup();
    const files = { 'kv.yaml': [members, account, budget], 'peers.yaml': 'kind: Service\nmetadata:\n  name: {{ .Values.peers }}\n' };
    expect(rulesIn(files)).toEqual(['output/no-manifest']);
    const [, hidden] = checked(files).findings;
    expect([hidden?.severity, hidden?.consequences?.map(({ rule }) => rule)]).toEqual(['error', ['names/governing-service']]);
  });

  it.each([
    ['a template in a ConfigMap', 'data:\n  a.tmpl: |\n    {{ define "a" }}\n    name: {{ .Values.x }}\n    {{ end }}\n  b: x\n'],
    ['an expression of an alert', 'data:\n  summary: on {{ $labels.instance }} since {{ $value }}\n'],
    ['an expression of Argo CD in quotes', 'data:\n  name: \'{{name}}-app\'\n  other: "{{ .path.basename }}"\n'],
    ['a comment', 'data:\n  # name: {{ .Release.Name }}\n  a: b\n'],
  ])('is not %s', (_, text) => {
    expect(foundIn({ 'a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: x}\n${text}` })).toEqual([]);
  });
});

describe('a command in brackets whose lines are at the column of the key', () => {
  it('hides nothing of the object that it is in', () => {
    const text = [
      'apiVersion: v1',
      'kind: Pod',
      'metadata: {name: a, namespace: x}',
      'spec:',
      '  containers:',
      '    - name: a',
      '      command: [ "/bin/sh",',
      '      "-c",',
      '    "true" ]',
      '      image: a:latest',
    ].join('\n');
    const { findings } = checked({ 'a.yaml': text });
    expect(findings.map(({ rule }) => rule)).not.toContain('output/unreadable');
    expect(findings.find(({ rule }) => rule === 'images/floating-tag')?.location).toMatchObject({
      field: 'spec.containers[0].image',
      line: 10,
    });
  });
});
