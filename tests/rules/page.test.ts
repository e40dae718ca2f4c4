import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyRule } from '../../lib/rules/every-rule';
import { root } from '../architecture/sources';
import { isFullRun, sample } from '../extent';
import { rulesPage, rulesSection } from './page';

const page = readFileSync(join(root, 'lib', 'rules', 'RULES.md'), 'utf8');
const sections = page.split(/^### /m).slice(1);

describe('the page of the rules', () => {
  it('has a section for each rule, and none without one', () => {
    expect(sections.map(section => section.split('\n')[0])).toEqual([...everyRule.keys()]);
  });

  it.each(sections.map(section => [section.split('\n')[0] ?? '', section] as const))(
    'shows %s with an example that it finds',
    (name, section) => {
      const example = /^```text\n([\s\S]*?)^```$/m.exec(section)?.[1] ?? '';
      expect(example).toMatch(/^# \S/m);
      expect(example).toContain(name);
    },
  );

  it('links to the sections, and to nothing else', () => {
    const anchors = sections.map(section => (section.split('\n')[0] ?? '').replaceAll('/', ''));
    expect([...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor)).toEqual(anchors);
  });

  it('is what the rules and their cases say now', () => {
    const isUpToDate = isFullRun
      ? rulesPage() === page
      : sample([...everyRule.values()], 23).every(rule => page.includes(`\n${rulesSection(rule)}`));
    if (!isUpToDate) throw new Error('lib/rules/RULES.md is not what the rules say now; run npm run rules');
  });
});
