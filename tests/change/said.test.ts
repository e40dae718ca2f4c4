import { fieldDifferences } from '../../lib/change/field-difference';
import { sample } from '../extent';
import { must } from '../fixtures';
import type { Editable } from '../rules/edited-output';
import { changesBetween, example } from './pairs';

/** Every leaf of a value, with what sets it to something else. */
function* leaves(value: Editable, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) yield* leaves(value[key], [...path, Array.isArray(value) ? Number(key) : key]);
  } else yield path;
}

const other = (value: unknown): unknown => (typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${value}x`);

/** Fields that say which object it is: with another value it is another object, of which one goes and one appears. */
const identity = /^(apiVersion|kind|metadata\.(name|namespace))$/;

const files: readonly (readonly [variant: string, file: string])[] = [
  ['example', 'frankfurt/settings/settings.yaml'],
  ['example', 'frankfurt/ledger/ledger.yaml'],
  ['example', 'frankfurt/external-dns/external-dns.yaml'],
  ['rolling-sync', 'argocd/settings.yaml'],
  ['peer-tls', 'frankfurt/settings/settings.yaml'],
  ['load-balancer', 'frankfurt/sessions/sessions.yaml'],
];

describe('a field of a manifest that changes', () => {
  it.each(files)('in %s, %s, is said', (variant, file) => {
    const silent: string[] = [];
    const objects = example(variant).in(file);
    for (const [at, object] of objects.entries()) {
      for (const path of sample([...leaves(object)], 11)) {
        if (identity.test(path.join('.'))) continue;
        const found = changesBetween(
          output => {
            let target = must(output.in(file)[at]) as Editable;
            for (const step of path.slice(0, -1)) target = target[step];
            target[path.at(-1) as string] = other(target[path.at(-1) as string]);
          },
          { variant },
        );
        if (found.length === 0) silent.push(`${object.kind} ${object.metadata.name} ${path.join('.')}`);
      }
    }
    expect(silent).toEqual([]);
  });
});

describe('differences of fields', () => {
  it('go by the names of items, and not by where these stand', () => {
    const [one, two] = [
      { name: 'a', value: 1 },
      { name: 'b', value: 2 },
    ];
    expect(fieldDifferences({ list: [one, two] }, { list: [two, one] })).toEqual([]);
    expect(fieldDifferences({ list: [one, two] }, { list: [two, { name: 'a', value: 3 }] })).toEqual([
      { path: 'list[a].value', before: 1, after: 3 },
    ]);
  });

  it('take a list without names as one field', () => {
    expect(fieldDifferences({ list: ['a', 'b'] }, { list: ['a'] })).toEqual([{ path: 'list', before: ['a', 'b'], after: ['a'] }]);
  });
});
