import { type ApiObject, App, Chart, Yaml } from 'cdk8s';
import fc from 'fast-check';
import { Manifest } from '../../lib/kubernetes/manifest';
import { Scalars } from '../../lib/synth/scalars';
import { YamlPrinter } from '../../lib/synth/yaml-printer';
import { isFullRun, runs } from '../extent';
import { emptyFolder, everything, exampleApp } from './example';

const mockConstructed: ApiObject[] = [];

jest.mock('cdk8s', () => {
  const actual = jest.requireActual('cdk8s');
  class ApiObject extends actual.ApiObject {
    constructor(...given: unknown[]) {
      super(...given);
      mockConstructed.push(this as never);
    }
  }
  return Object.defineProperty(Object.create(actual), 'ApiObject', { value: ApiObject, enumerable: true });
});

const nasty = [
  ...[
    '',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n\n',
    ' \n',
    '\n ',
    'a\n',
    'a\n\n',
    'a \n',
    'a\n ',
    ' a',
    'a ',
    '\ta',
    'a\t',
    'a\nb',
    'a\n\nb\n',
    'a\n b\n  c',
  ],
  ...[
    'true',
    'false',
    'True',
    'FALSE',
    'yes',
    'no',
    'Yes',
    'NO',
    'on',
    'off',
    'On',
    'OFF',
    'y',
    'n',
    'Y',
    'N',
    'null',
    'Null',
    'NULL',
    '~',
  ],
  ...[
    '0',
    '-0',
    '+1',
    '1',
    '-1',
    '007',
    '0o17',
    '0x1f',
    '0X1F',
    '0b101',
    '1_000',
    '1e3',
    'e1',
    '1e',
    '.5',
    '5.',
    '.',
    '-.5',
    '+.inf',
    '.inf',
  ],
  ...['-.INF', '.nan', 'NaN', 'nan', 'Infinity', '1.0', '1.10', '12e03', '12:30', '12:30:45', '190:20:30', '190:20:30.15', '1:2', '-1:30'],
  ...['2001-12-14', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.10 -5', '1.34', '1.2.3', '10.0.0.0/8', '::1', 'fe80::/10'],
  ...[
    '---',
    '...',
    '--- a',
    '... a',
    '---\n',
    '...\n',
    'a\n---\nb',
    'a\n...\n',
    '-',
    '- a',
    '-a',
    '?',
    '? a',
    ':',
    ': a',
    'a:',
    'a: b',
    'a:b',
  ],
  ...[
    '#',
    '# a',
    'a # b',
    'a#b',
    '#a',
    '!',
    '!a',
    '!!str',
    '&',
    '&a',
    '*',
    '*a',
    '|',
    '|-',
    '>',
    '>-',
    '%',
    '%YAML',
    '@',
    '@a',
    '`',
    '`a`',
  ],
  ...["'", "''", "it's", '"', '""', 'say "x"', '\\', '\\n', '[', ']', '[]', '[a]', '{', '}', '{}', '{a: b}', ',', 'a, b', '=', '<<', '<'],
  ...[
    '\u0000',
    '\u0001',
    '\u0007',
    '\b',
    '\u001b[0m',
    '\u007f',
    '\u0080',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\u2028...',
    '\u2029---',
    'a\u2028%b',
    '     ...',
    '\ufeff',
    '\ufffe',
    '\r',
    '\r\n',
  ],
  ...[
    'a\rb',
    'a\r\nb\r\n',
    'é',
    'ß',
    'İ',
    'ı',
    '漢字',
    'العربية',
    '😀',
    '👨‍👩‍👧',
    '\ud800',
    'a\udc00b',
    'e\u0301',
    'x'.repeat(300),
    'word '.repeat(60),
  ],
  ...[
    '$(POD_NAME).a:80',
    '{{.cluster}}',
    '${a}',
    '~/a',
    'a\\',
    'k8s.io/a',
    'constructor',
    'toString',
    'length',
    '0123456789',
    '1e309',
    '9007199254740993',
  ],
];

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...nasty) },
  { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...nasty), { minLength: 2, maxLength: 3 }).map(parts => parts.join('')) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...nasty), { minLength: 2, maxLength: 4 }).map(parts => parts.join('\n')) },
  { weight: 1, arbitrary: fc.integer({ min: 250, max: 1200 }).map(length => 'lorem: ipsum #'.repeat(100).slice(0, length)) },
);

const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(
    0,
    -0,
    1e21,
    1e-7,
    0.1,
    1.5,
    -1.25,
    2 ** 31,
    2 ** 53 - 1,
    2 ** 53,
    2 ** 63,
    -(2 ** 60),
    1e300,
    5e-324,
    NaN,
    Infinity,
    -Infinity,
  ),
);

/** A key that is an own property wherever it is put. */
const key = text.filter(name => name !== '__proto__');

const { value: anything } = fc.letrec<{ value: unknown; map: unknown; list: unknown }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: text },
    { weight: 2, arbitrary: number },
    { weight: 1, arbitrary: fc.constantFrom(true, false, null, '', undefined) },
    { weight: 3, arbitrary: tie('map') },
    { weight: 2, arbitrary: tie('list') },
  ),
  map: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  list: fc.array(tie('value'), { maxLength: 4 }),
}));

describe('a document of any content', () => {
  it('is printed byte for byte as cdk8s prints it', () => {
    const printer = new YamlPrinter();
    fc.assert(
      fc.property(fc.dictionary(key, anything, { maxKeys: 6 }), document => {
        expect(printer.print(document)).toBe(Yaml.stringify(document));
      }),
      { numRuns: runs(20_000, 30) },
    );
  });

  it.each([
    ['a text', 'x'],
    ['a list', ['a', { b: [] }]],
    ['an empty map', {}],
    ['null', null],
    ['a map in a list in a list', { a: [[{ b: [[]] }], [], [{}]] }],
    ['a text that could end a document', { a: '---\nb', b: ['...\nc', '---'] }],
  ])('that is %s is printed as cdk8s prints it', (_, document) => {
    expect(new YamlPrinter().print(document)).toBe(Yaml.stringify(document));
  });

  it('keeps the order of its keys', () => {
    expect(new YamlPrinter().print({ b: 1, a: { d: 'v', c: 'w' } })).toBe('b: 1\na:\n  d: v\n  c: w\n');
  });
});

describe('a nasty text', () => {
  it.each(nasty.map(each => [JSON.stringify(each).slice(0, 40), each]))(
    '%s is printed as cdk8s prints it, as a value and as a key',
    (_, each) => {
      const printer = new YamlPrinter();
      const documents = [{ a: each }, { [each]: 1 }, { a: [each] }, { a: { b: { c: each } } }, { a: [[{ [each]: each }]] }];
      for (const document of [...documents, ...documents]) expect(printer.print(document)).toBe(Yaml.stringify(document));
    },
  );
});

describe('a text that was printed before', () => {
  it('is printed alike at every depth', () => {
    const deep = (each: string): object => ({ a: each, b: [each, [each, { c: each }]], d: { e: { f: { g: [each] } } } });
    const printer = new YamlPrinter();
    for (const each of [...nasty, ...nasty]) expect(printer.print(deep(each))).toBe(Yaml.stringify(deep(each)));
  });
});

describe('an API object', () => {
  const printed = (data: Record<string, unknown>): { readonly ours: string; readonly theirs: string } => {
    const object = new Manifest(new Chart(new App(), 'chart'), 'object', data as never);
    const printer = new YamlPrinter();
    return {
      ours: (object.data && printer.printObject(object.data)) ?? printer.print(object.toJson()),
      theirs: Yaml.stringify(object.toJson()),
    };
  };

  it('of any content is printed as cdk8s prints it', () => {
    const data = fc
      .record({ spec: anything, data: fc.dictionary(key, anything, { maxKeys: 4 }), more: fc.dictionary(key, anything, { maxKeys: 3 }) })
      .map(({ more, ...rest }) => ({ ...more, ...rest, apiVersion: 'v1', kind: 'Thing', metadata: { name: 'thing' } }));
    fc.assert(
      fc.property(data, given => {
        let both: ReturnType<typeof printed>;
        try {
          both = printed(given);
        } catch {
          return; // what cdk8s itself cannot serialize has no right form
        }
        expect(both.ours).toBe(both.theirs);
      }),
      { numRuns: runs(5_000, 30) },
    );
  });

  it('with keys that are whole numbers has them in the order of cdk8s', () => {
    const { ours, theirs } = printed({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'numbered' },
      data: { 9: 'nine', 10: 'ten', 100: 'hundred', a: 'letter', '01': 'text' },
    });
    expect(ours).toBe(theirs);
  });
});

describe('every object of the example', () => {
  it.each([
    ['fleet', exampleApp],
    ['fleet with one system of every form', everything],
  ] as const)('%s is printed as cdk8s prints it', (_, build) => {
    mockConstructed.length = 0;
    const { findings } = build(emptyFolder()).synthesize();
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(mockConstructed.length).toBeGreaterThan(100);
    const printer = new YamlPrinter();
    for (const object of mockConstructed) {
      const quick = Manifest.isManifest(object) && object.data ? printer.printObject(object.data) : undefined;
      expect(quick).toBe(Yaml.stringify(object.toJson()));
    }
  });
});

describe('what is kept of texts that were printed', () => {
  it('never exceeds its limit, however many there are', () => {
    const scalars = new Scalars();
    const { values: kept } = scalars as unknown as {
      readonly values: { readonly recent: ReadonlyMap<string, string>; readonly older: ReadonlyMap<string, string> };
    };
    let most = 0;
    // Past the limit, in any case.
    for (let count = 0; count < (isFullRun ? 100_000 : 30_000); count += 1) {
      scalars.value(`text ${count}`, '  ');
      scalars.key(`key-${count}`);
      scalars.value('seen again and again', '    ');
      most = Math.max(most, kept.recent.size, kept.older.size);
    }
    expect(most).toBeLessThanOrEqual(20_000);
    expect(kept.recent.size + kept.older.size).toBeLessThanOrEqual(20_000);
  });

  it('holds no long text', () => {
    const scalars = new Scalars();
    const { values: kept } = scalars as unknown as { readonly values: { readonly recent: ReadonlyMap<string, string> } };
    scalars.value('x'.repeat(100_000), '');
    scalars.key('x'.repeat(100_000));
    expect(kept.recent.size).toBe(0);
  });
});
