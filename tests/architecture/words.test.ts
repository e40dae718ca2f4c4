import { places, type Source, source, sources } from './sources';

const library = sources('lib');

/** What makes the output depend on the day, the machine or the reader's language. */
const undetermined: readonly (readonly [string, RegExp])[] = [
  ['a clock', /\bDate\b|\bperformance\.now\b|\bhrtime\b/],
  ['chance', /\bMath\.random\b|\brandom(UUID|Bytes|Int)\b|\bgetRandomValues\b/],
  ['a language', /\blocaleCompare\b|\btoLocale\w+\b|\bIntl\b/],
  ['the machine', /\bhostname\(|\bos\.\w+\(|\bhomedir\(|\buserInfo\(/],
];

/** The only file that may ask which day it is. What is written never depends on it. */
const clock = 'lib/check/today.ts';

/** The only file that looks at cdktf's own settings: where there are any, cdktf itself is asked for what it writes. */
const cdktfSettings = 'lib/terraform/compared-cdktf.ts';

/** The two output folders; and for the command, what a terminal says of colours. */
const allowed = ({ path }: Source): RegExp => {
  if (path === cdktfSettings) return /process\.env$/;
  return path.startsWith('lib/cli/') ? /process\.env\.(NO_COLOR|FORCE_COLOR|TERM)$/ : /process\.env\.(CDK8S_OUTDIR|CDKTF_OUTDIR)$/;
};

const environment = (file: Source): readonly string[] =>
  places(file, /\bprocess\.env\b(\.\w+|\[[^\]]*\])?/).filter(place => !allowed(file).test(place));

describe('the code of the library', () => {
  it.each(undetermined)('does not use %s', (_, pattern) => {
    expect(library.filter(({ path }) => path !== clock).flatMap(file => places(file, pattern))).toEqual([]);
  });

  it('has one clock, which says the day', () => {
    const told = library.filter(({ path }) => path === clock).flatMap(file => places(file, /\bDate\b.*/));
    expect(told).toEqual([`${clock}:2 Date().toISOString().slice(0, 10);`]);
  });

  it('reads no environment but the two output folders, whether cdktf has settings, and colours for the command', () => {
    expect(library.flatMap(environment)).toEqual([]);
  });

  it('has no any', () => {
    expect(library.flatMap(file => places(file, /\bany\b/))).toEqual([]);
  });

  it('silences neither the compiler nor the linter', () => {
    expect(library.flatMap(file => places(file, /@ts-(ignore|expect-error|nocheck)|biome-ignore/, file.text))).toEqual([]);
  });

  it('leaves nothing to be done', () => {
    expect(library.flatMap(file => places(file, /\b(TODO|FIXME|XXX|HACK)\b/, file.text))).toEqual([]);
  });

  it('has fields that cannot be written', () => {
    const nouns = library.filter(({ path }) => /^lib\/(domain|plan|engines|dns|networks|delivery)\//.test(path));
    const open = nouns.flatMap(file =>
      [...file.code.matchAll(/\binterface\s[^{]*\{([\s\S]*?)\n\}/g)].flatMap(({ 1: body = '' }) =>
        body
          .split('\n')
          .filter(line => /^ {2}\w+\??:/.test(line))
          .map(line => `${file.path} ${line.trim()}`),
      ),
    );
    expect(open).toEqual([]);
  });
});

describe('these tests', () => {
  it('see the code, and not what is said about it', () => {
    const text = [
      '// any Date in a comment',
      "const text = 'any Date';",
      'const pattern = /any Date/;',
      'const template = `any ${Date.now()} any`;',
    ].join('\n');
    expect(places(source('lib/planted.ts', text), /\b(Date|any)\b/)).toEqual(['lib/planted.ts:4 Date']);
  });
});
