import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChangeKind, changeKinds } from '../../lib/change/catalogue';
import { changeOf } from '../../lib/change/change';
import { root, sources } from '../architecture/sources';
import { changesPage } from './page';

const kinds = Object.keys(changeKinds) as readonly ChangeKind[];
const texts = kinds.map(kind => [kind, changeKinds[kind]] as const);

describe('a kind of change', () => {
  it('is one of many', () => {
    expect(kinds.length).toBeGreaterThanOrEqual(60);
  });

  it('is called by its area and its name', () => {
    expect(kinds.filter(kind => !/^[a-z]+\.[a-z]+(-[a-z]+)*$/.test(kind))).toEqual([]);
  });

  it('is found by a comparison', () => {
    const finders = sources('lib/change').filter(({ path }) => !/\/(kinds|fields)\//.test(path));
    expect(kinds.filter(kind => !finders.some(({ text }) => text.includes(`'${kind}'`)))).toEqual([]);
  });

  it('says in sentences what it does and where that is known from', () => {
    const sentences = texts.flatMap(([kind, { why, source, todo }]) =>
      [why, source, ...(todo === '' ? [] : [todo])].map(text => [kind, text]),
    );
    expect(sentences.filter(([, text]) => !/^\S[^\n]*[^\s.]\.$/.test(text ?? ''))).toEqual([]);
    expect(texts.filter(([, { changes }]) => !/^[A-Z][^\n]*[^\s.]$/.test(changes)).map(([kind]) => kind)).toEqual([]);
  });

  it('says what to do where it is not safe, and has a command where somebody is needed', () => {
    const unsafe = texts.filter(([, { unformed, formed }]) => unformed !== 'safe' || formed !== 'safe');
    expect(unsafe.filter(([, { todo }]) => todo === '').map(([kind]) => kind)).toEqual([]);
    const somebody = texts.filter(([, { formed }]) => formed === 'needs-somebody');
    expect(somebody.filter(([, { commands, todo }]) => commands.length === 0 && todo.length < 40).map(([kind]) => kind)).toEqual([]);
  });

  it('has a message of 300 characters at most, fact and fix', () => {
    const long = 'x'.repeat(1000);
    const messages = kinds.map(kind => {
      const { before, after, todo } = changeOf(kind, { place: {}, before: long, after: long, formed: true });
      return [kind, `${before} → ${after}`.length, todo.replaceAll(`${before}`, 'value').replaceAll(`${after}`, 'value').length] as const;
    });
    expect(messages.filter(([, fact, fix]) => fact + fix > 300)).toEqual([]);
  });

  it('fills in what it names', () => {
    const change = changeOf('fleet.name', { place: {}, before: 'one', after: 'two', formed: true });
    expect(change.todo).toBe("Keep the name 'one'.");
    const step = changeOf('votes.one-more', { place: { system: 'settings' }, formed: true });
    expect(step.commands).toEqual(['georaft step settings']);
  });
});

describe('the page of changes', () => {
  it('is what the tables say now', () => {
    const page = readFileSync(join(root, 'lib', 'change', 'CHANGES.md'), 'utf8');
    if (changesPage() !== page) throw new Error('lib/change/CHANGES.md is not what the tables say now; run npm run changes');
  });
});
