import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { TerraformPart } from '../../lib/domain/dns';
import { TerraformSettings } from '../../lib/domain/terraform-settings';
import { filesBelow } from '../../lib/synth/output-folder';
import { comparedVersions, isComparedCdktf } from '../../lib/terraform/compared-cdktf';
import type { ClusterStackPlan } from '../../lib/terraform/plan';
import { stackFiles } from '../../lib/terraform/stack-files';
import { synthesizeStacks } from '../../lib/terraform/synthesize';
import { runs } from '../extent';

type Given = readonly [readonly ClusterStackPlan[], TerraformSettings, TerraformPart | undefined];

/** What cdktf writes, by path. */
function byCdktf([plans, settings, names]: Given): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'georaft-stacks-'));
  try {
    synthesizeStacks(plans, settings, folder, names);
    return new Map(filesBelow(folder).map(path => [path, readFileSync(join(folder, path), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sorted = (files: ReadonlyMap<string, string>): readonly (readonly [string, string])[] =>
  [...files].sort(([a], [b]) => (a < b ? -1 : 1));

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/);
/** Texts that cdktf could take for something else than texts. */
const text = fc.oneof(
  label,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', ' ', '"', '\\', '\n', '${', '${x}', '$${x}', '%{if}', "'", 'a"b', 'x.y', '10', '9', '*', 'Default', 'null', '#'),
);
const map = fc.dictionary(text, text, { maxKeys: 4 }).map(given => ({ ...given }));
const key = fc.oneof(fc.stringMatching(/^[\w.-]{1,8}$/), fc.constantFrom('.dockerconfigjson', 'tsig-secret', 'AWS_KEY', '1st', '-', 'a.b'));

const stack = fc.record({
  namespaces: fc.uniqueArray(fc.record({ name: label, labels: map }), { selector: ({ name }) => name, maxLength: 4 }),
  secrets: fc.uniqueArray(
    fc.record({
      name: fc.oneof(label, fc.constantFrom('a.b', 'with.dots', 'content')),
      namespace: label,
      type: fc.constantFrom('Opaque', 'kubernetes.io/dockerconfigjson'),
      keys: fc.uniqueArray(key, { maxLength: 3 }),
    }),
    { selector: ({ name, namespace }) => `${namespace}/${name}`, maxLength: 4 },
  ),
});

const plans = fc.uniqueArray(label, { minLength: 1, maxLength: 4 }).chain(clusters =>
  fc
    .tuple(fc.array(stack, { minLength: clusters.length, maxLength: clusters.length }), fc.boolean(), label)
    .map(([stacks, registers, namespace]) =>
      stacks.map((each, position): ClusterStackPlan => {
        const own = each.namespaces[0]?.name;
        // A Secret in a namespace of the same stack waits for it.
        const secrets = each.secrets.map((secret, at) => (at === 0 && own ? { ...secret, namespace: own } : secret));
        const registrations = registers && position === 0 ? { namespace, clusters } : undefined;
        return { ...each, secrets, cluster: clusters[position] ?? '', registrations };
      }),
    ),
);

const settings = fc
  .record({
    backend: fc.oneof(
      fc.constant({ kind: 'local' } as const),
      fc.record({
        kind: fc.constant('other' as const),
        type: fc.constantFrom('s3', 'gcs', 'http', 'remote'),
        config: fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.oneof(text, fc.integer(), fc.constant('fleet/{cluster}')), {
          maxKeys: 3,
        }),
      }),
    ),
    providerVersion: fc.constantFrom('~> 2.38', '>= 2, < 3'),
  })
  .map(given => TerraformSettings.stacks({ ...given, backend: { ...given.backend } }));

const body: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.dictionary(
  text,
  fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof(
      { maxDepth: 2 },
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).value,
  { maxKeys: 4, noNullPrototype: true },
);
const resource = fc.record({ type: fc.constantFrom('aws_route53_record', 'aws_route53_zone', 'x'), name: label, body });
const names: fc.Arbitrary<TerraformPart> = fc.record({
  provider: fc.record({ name: fc.constantFrom('aws', 'google'), source: label, version: text, config: body }),
  data: fc.array(resource, { maxLength: 3 }),
  resources: fc.array(resource, { maxLength: 3 }),
  checkIds: fc.array(fc.record({ system: label, cluster: label, expression: text }), { maxLength: 4 }),
});

describe('the files of stacks that are written without cdktf', () => {
  it('are those that cdktf writes, byte for byte', () => {
    let known = 0;
    fc.assert(
      fc.property(plans, settings, fc.option(names, { nil: undefined }), (...given) => {
        const files = stackFiles(...given);
        if (!files) return;
        known += 1;
        expect(sorted(files)).toEqual(sorted(byCdktf(given)));
      }),
      { numRuns: runs(500, 30) },
    );
    expect(known).toBeGreaterThan(runs(500, 30) / 2);
  });

  const usual: Given = [
    [{ cluster: 'a', namespaces: [{ name: 'n', labels: {} }], secrets: [], registrations: undefined }],
    TerraformSettings.stacks(),
    undefined,
  ];
  const [[plan], local] = usual as readonly [readonly [ClusterStackPlan], TerraformSettings, undefined];

  it.each<readonly [string, ClusterStackPlan]>([
    ['a token in a label', { ...plan, namespaces: [{ name: 'n', labels: { from: '${TfToken[TOKEN.0]}' } }] }],
    ['a label without a value', { ...plan, namespaces: [{ name: 'n', labels: { from: undefined as unknown as string } }] }],
    ['two secrets of one address', { ...plan, secrets: ['a.b', 'ab'].map(name => ({ name, namespace: 'n', type: 'Opaque', keys: [] })) }],
    ['a key with a quotation mark', { ...plan, secrets: [{ name: 's', namespace: 'n', type: 'Opaque', keys: ['a"b'] }] }],
    ['an id that is too long for an address', { ...plan, namespaces: [{ name: 'n'.repeat(250), labels: {} }] }],
  ])('leave %s to cdktf', (_, given) => {
    expect(stackFiles([plan], local)).toBeDefined();
    expect(stackFiles([given], local)).toBeUndefined();
  });
});

describe('the cdktf of a project', () => {
  const versions =
    (changed: Readonly<Record<string, string | undefined>> = {}) =>
    (name: string): string | undefined =>
      name in changed ? changed[name] : comparedVersions[name];

  it('is known in this repository: it is what the files are compared with', () => {
    expect(isComparedCdktf(undefined, {})).toBe(true);
    expect(isComparedCdktf(versions(), {})).toBe(true);
  });

  it.each([
    ['cdktf', '0.20.12'],
    ['cdktf', '0.21.1'],
    ['cdktf', undefined],
    ['@cdktf/provider-kubernetes', '11.12.1'],
    ['@cdktf/provider-kubernetes', undefined],
  ])('writes the stacks itself where the version of %s is %s', (name, version) => {
    expect(isComparedCdktf(versions({ [name]: version }), {})).toBe(false);
  });

  it.each(['CDKTF_CONTEXT_JSON', 'SYNTH_HCL_OUTPUT', 'CDKTF_TARGET_STACK_ID', 'CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'])(
    'writes the stacks itself where %s is set, and reads no other setting',
    name => {
      expect(isComparedCdktf(versions(), { [name]: '' })).toBe(false);
      expect(isComparedCdktf(versions(), { CDKTF_OUTDIR: 'out', TERRAFORM_BINARY_NAME: 'tofu', PATH: '' })).toBe(true);
    },
  );
});
