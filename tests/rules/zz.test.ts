import { writeFileSync } from 'node:fs';
import { checkOutput } from '../../lib/check/check-output';
import { catalogue } from '../../lib/rules/catalogue';
import { EditedOutput } from './edited-output';
import { changesOf } from './field-changes/changes';
import { subjects } from './field-changes/subjects';

it('x', () => {
  const seen = new Set<string>();
  const all = subjects.flatMap(s => changesOf(s, new EditedOutput(s.variant), seen));
  const t = Date.now();
  const lines = all.map(c => {
    const o = new EditedOutput(c.subject.variant);
    if (c.subject.variant === 'example') {
      for (const f of o.files) if (/settings|whitewater/.test(f)) o.drop(f);
      o.plan.systems = o.plan.systems.filter((s: any) => s.name === 'ledger');
      o.plan.files = o.plan.files.filter((f: any) => !/settings|whitewater/.test(f.path ?? f));
    }
    c.apply(o);
    const f = checkOutput(o, catalogue).findings;
    return `${c.told}\t${[...new Set(f.map(x => `${x.rule}@${x.at}`))].join(' ')}`;
  });
  writeFileSync('/tmp/mut/found.tsv', lines.join('\n'));
  console.log(all.length, new Set(all.map(c => c.told)).size, Date.now() - t);
  const o = new EditedOutput('example');
  console.log(Object.keys(o.plan), JSON.stringify(o.plan.files).slice(0, 300));
  for (const f of o.files) if (/settings|whitewater/.test(f)) o.drop(f);
  o.plan.systems = o.plan.systems.filter((s: any) => s.name === 'ledger');
  o.plan.files = o.plan.files.filter((f: any) => !/settings|whitewater/.test(f.path ?? f));
  console.log(checkOutput(o, catalogue).findings);
}, 600000);
