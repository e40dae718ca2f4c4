import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv/dist/2020';
import type { Survive } from '../../lib';
import { type FleetDocument, fleetDocumentVersion } from '../../lib/plan/document/fleet-document';
import type { SystemDocument } from '../../lib/plan/document/system-document';
import type { OutagePlan, OutageTerm } from '../../lib/plan/model/outage-plan';
import type { Loss, Step, SurvivalRow } from '../../lib/plan/model/survival-plan';
import type { RecordPlan, SeatRole } from '../../lib/plan/model/system-plan';
import { variants } from './variants';

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
}

const read = <T>(...path: readonly string[]): T => JSON.parse(readFileSync(join(__dirname, ...path), 'utf8')) as T;

const schema = read<Schema & { readonly $defs: Readonly<Record<string, Schema>> }>('..', '..', 'lib', 'synth', 'fleet.schema.json');
const documents = variants.map(({ name }) => [name, read<FleetDocument>(name, 'dist', 'fleet.json')] as const);
const [, example] = documents.find(([name]) => name === 'example') ?? fail('no example');
const validate: ValidateFunction = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

function fail(why: string): never {
  throw new Error(why);
}

/** The parts of the schema that have fields, by name. The document itself has none: ''. */
const objects = Object.entries({ '': schema, ...schema.$defs }).filter(([, part]) => part.properties);

const refer = (part: Schema): readonly (readonly [string, Schema])[] => {
  if (part.anyOf) return part.anyOf.flatMap(refer);
  const name = part.$ref?.replace('#/$defs/', '');
  return [[name ?? '', name === undefined ? part : (schema.$defs[name] ?? fail(`no $defs/${name}`))]];
};

/** `definition.field` of everything that occurs in a value. */
function occurring(value: unknown, name: string, part: Schema): readonly string[] {
  if (part.items && Array.isArray(value))
    return refer(part.items).flatMap(([of, item]) => value.flatMap(each => occurring(each, of, item)));
  if (typeof part.additionalProperties === 'object' && value !== null)
    return refer(part.additionalProperties).flatMap(([of, item]) =>
      Object.values(value as object).flatMap(each => occurring(each, of, item)),
    );
  if (!part.properties || value === null) return [];
  return Object.entries(value as object).flatMap(([key, inner]) => {
    const field = part.properties?.[key];
    return field ? [`${name}.${key}`, ...refer(field).flatMap(([of, target]) => occurring(inner, of, target))] : [];
  });
}

describe('the schema of fleet.json', () => {
  it.each(documents)('accepts the document of %s', (_, document) => {
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('is of the version that is written', () => {
    expect(schema.properties?.['version']).toMatchObject({ const: fleetDocumentVersion });
  });

  it('has no field that no document has', () => {
    const found = new Set(documents.flatMap(([, document]) => occurring(document, '', schema)));
    const declared = objects.flatMap(([name, { properties = {} }]) => Object.keys(properties).map(key => `${name}.${key}`));
    expect(declared.filter(field => !found.has(field))).toEqual([]);
  });

  it('refuses fields that it does not know, in every part', () => {
    expect(objects.filter(([, part]) => part.additionalProperties !== false).map(([name]) => name)).toEqual([]);
  });

  it('requires every field but those that a ledger, a step, jobs or a record may be without', () => {
    const optional = objects.flatMap(([name, { properties = {}, required = [] }]) =>
      Object.keys(properties)
        .filter(key => !required.includes(key))
        .map(key => `${name}.${key}`),
    );
    expect(optional).toEqual([
      'cluster.lost',
      'state.active',
      'state.groups',
      'state.networks',
      'state.names',
      'seat.claimMebibytes',
      'seat.floor',
      'seat.membership',
      'seat.peerTls',
      'record.setIdentifier',
      'system.change',
      'system.operations',
      'peerTls.authorities',
      'networkLedger.memberCidrs',
      'networkLedger.dnsCidrs',
      'networkLedger.apiServers',
      'volumeLedger.grown',
      'volumeLedger.former',
      'groupLedger.volumes',
      'groupLedger.left',
      'groupLedger.templates',
      'groupLedger.certificates',
      'groupLedger.stopped',
      'step.member',
      'step.cluster',
      'step.mends',
    ]);
  });

  it('describes every part and every field', () => {
    const silent = objects.flatMap(([name, part]) => [
      ...(part.description ? [] : [name]),
      ...Object.entries(part.properties ?? {})
        .filter(([, field]) => !field.description && !refer(field).every(([, target]) => target.description))
        .map(([key]) => `${name}.${key}`),
    ]);
    expect(silent).toEqual([]);
  });

  it('names a unit wherever a field has one in its name', () => {
    const units: Readonly<Record<string, RegExp>> = { Seconds: /seconds/i, Millis: /milliseconds/, mebibytes: /MiB/ };
    const wrong = objects.flatMap(([name, { properties = {} }]) =>
      Object.entries(properties).flatMap(([key, { description = '' }]) =>
        Object.entries(units)
          .filter(([unit, words]) => key.endsWith(unit) && !words.test(description))
          .map(() => `${name}.${key}`),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

const losses = {
  ...{ cluster: true, pair: true, zone: true, split: true, 'drain-and-loss': true, link: true, 'one-way': true },
  ...{ dns: true, ingress: true, delivery: true, 'delivery-and-loss': true },
} satisfies Record<Loss['loss'], true>;

/** Every member of each union, which the compiler holds complete. */
const unions: Readonly<Record<string, Readonly<Record<string, true>>>> = {
  'seat.role': { active: true, voting: true, witness: true, learner: true, hot: true, cold: true } satisfies Record<SeatRole, true>,
  'system.topology': { 'active-active': true, 'active-standby': true } satisfies Record<SystemDocument['topology'], true>,
  'objectives.survive': { 'any-one-cluster': true, 'any-one-member': true } satisfies Record<Survive['kind'], true>,
  'record.type': { A: true, AAAA: true, CNAME: true, LUA: true } satisfies Record<RecordPlan['type'], true>,
  'record.scope': { local: true, global: true, computed: true } satisfies Record<RecordPlan['scope'], true>,
  'outage.ends': { automatic: true, decision: true, repair: true, restore: true } satisfies Record<OutagePlan['ends'], true>,
  'outage.loses': { nothing: true, 'mirror-lag': true, 'since-last-restore': true } satisfies Record<OutagePlan['loses'], true>,
  'outage.countedFrom': { loss: true, commit: true } satisfies Record<OutagePlan['countedFrom'], true>,
  'outageTerm.term': {
    ...{ elect: true, detect: true, decide: true, fence: true, publish: true, start: true, ttl: true, 'client-cache': true },
    ...{ 'negative-ttl': true, reconnect: true },
  } satisfies Record<OutageTerm['term'], true>,
  'survivalRow.loss': losses,
  'survivalRow.elections': { settled: true, repeated: true, unknown: true } satisfies Record<SurvivalRow['elections'], true>,
  'lossCount.loss': losses,
  'survivalStep.step': {
    ...{ undrain: true, records: true, switchover: true, reassign: true, fence: true, promote: true, restore: true, reconnect: true },
    ...{ 'fence-name': true, writers: true, sites: true, apply: true, dns: true, ingress: true },
  } satisfies Record<Step['step'], true>,
};

describe('the package', () => {
  const own = read<{ readonly exports: Readonly<Record<string, unknown>>; readonly files: readonly string[] }>('..', '..', 'package.json');

  it('ships the schema where users import it from', () => {
    const path = own.exports['./fleet.schema.json'];
    expect(path).toBe('./lib/synth/fleet.schema.json'); // the compiler copies no JSON, so that it is not below build
    expect(own.files).toContain('lib/synth/fleet.schema.json');
  });
});

describe('the choices of the schema', () => {
  it.each(Object.entries(unions))('%s are those of the types', (path, members) => {
    const [name = '', key = ''] = path.split('.');
    expect([...(schema.$defs[name]?.properties?.[key]?.enum ?? [])].sort()).toEqual(Object.keys(members).sort());
  });
});

/** A copy of the example that is wrong in one place. */
function broken(path: string, change: (value: unknown) => unknown): object {
  const copy = structuredClone(example) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy);
  if (!(last in parent) && change(undefined) === undefined) throw new Error(`${path} does not occur`);
  const value = change(parent[last]);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

describe('the schema refuses', () => {
  it.each<[string, string, (value: unknown) => unknown]>([
    ['another version', 'version', () => 2],
    ['a document without its version', 'version', () => undefined],
    ['a field that it does not know', 'systems.0.note', () => 'hello'],
    ['a system without a quorum', 'systems.0.groups.0.quorum', () => undefined],
    ['a role that does not exist', 'systems.0.seats.0.role', () => 'passive'],
    ['a number as text', 'systems.0.storage.mebibytes', String],
    ['half a member', 'systems.0.seats.0.declared', () => 1.5],
    ['a negative outage', 'systems.0.outage.worstSeconds', () => -1],
    ['a file outside of the output', 'files.0', () => '../etc/passwd'],
    ['an absolute file', 'files.0', () => '/etc/passwd'],
    ['the same file twice', 'files', files => [...(files as string[]), ...(files as string[])]],
    ['a name with upper case', 'clusters.0.name', () => 'Frankfurt'],
    ['a range that is an address', 'clusters.0.podCidrs.0', () => '10.101.0.0'],
    ['a host that is left out where there is none', 'systems.0.host', () => undefined],
    ['a set identifier that is null where there is none', 'systems.0.records.0.setIdentifier', () => null],
    ['a fleet without clusters', 'clusters', () => []],
  ])('%s', (_, path, change) => {
    expect(validate(example)).toBe(true);
    expect(validate(broken(path, change))).toBe(false);
  });
});
