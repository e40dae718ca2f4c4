import { coloured, plain, printable, styleOf } from '../../lib/cli/style';
import { wrap } from '../../lib/cli/wrap';

describe('colours', () => {
  it.each([
    ['on a terminal', true, {}, coloured],
    ['on a terminal that says what it is', true, { TERM: 'xterm' }, coloured],
    ['elsewhere', false, { TERM: 'xterm' }, plain],
    ['on a terminal that has none', true, { TERM: 'dumb' }, plain],
    ['where nobody wants them', true, { NO_COLOR: '1' }, plain],
    ['where nobody says anything', true, { NO_COLOR: '' }, coloured],
    ['where they are asked for', false, { FORCE_COLOR: '1' }, coloured],
    ['where they are asked for in the old way', false, { FORCE_COLOR: '' }, coloured],
    ['where they are switched off', true, { FORCE_COLOR: '0' }, plain],
    ['where they are asked for and unwanted', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, coloured],
  ] as const)('%s', (_, terminal, environment, style) => {
    expect(styleOf(terminal, environment)).toBe(style);
  });
});

describe('a text out of a file', () => {
  it.each([
    ['plain words, ümläute, 漢字 and 🙂', 'plain words, ümläute, 漢字 and 🙂'],
    ['\u001b[31mred', '\\u001b[31mred'],
    ['\u009b31mred, in one byte', '\\u009b31mred, in one byte'],
    ['two\nlines\r\n', 'two\\u000alines\\u000d\\u000a'],
    ['a\u0000b\u0007c\u007fd', 'a\\u0000b\\u0007c\\u007fd'],
    ['\u202egnp.yaml', '\\u202egnp.yaml'],
    ['\u2066turned\u2069', '\\u2066turned\\u2069'],
  ])('%j does nothing to a terminal', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

describe('long lines', () => {
  const text = 'the quick brown fox jumps over the lazy dog and over a-path-that-is-longer-than-the-whole-terminal-is-wide too';

  it('are broken between words, and never within one', () => {
    const lines = wrap(text, '  ', 41).split('\n');
    expect(lines.map(line => line.trim()).join(' ')).toBe(text);
    expect(lines.filter(line => !line.startsWith('  '))).toEqual([]);
    expect(lines.filter(line => line.length > 40)).toEqual(['  a-path-that-is-longer-than-the-whole-terminal-is-wide']);
  });

  it('stay as they are where there is no terminal', () => {
    expect(wrap(text, '  ', undefined)).toBe(`  ${text}`);
  });
});
