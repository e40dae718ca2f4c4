import { must } from '../fixtures';
import { harm } from './harm';
import { changesBetween } from './pairs';

describe('a change that is known to do harm', () => {
  it('is shown for each of the 38 that are known', () => {
    const numbers = new Set(harm.map(({ id }) => id.slice(0, 4)));
    expect([...numbers].sort()).toEqual(Array.from({ length: 38 }, (_, at) => `RK${String(at + 1).padStart(2, '0')}`));
  });

  it.each(harm.map(each => [each.id, each.harmful.situation, each] as const))('%s: %s', (_, __, { kind, harmful, ...where }) => {
    const found = changesBetween(harmful.edit, { ...where, ...harmful });
    const change = must(
      found.find(each => each.kind === kind),
      `${kind} among ${found.map(each => each.kind).join(', ')}`,
    );
    expect(change.verdict).not.toBe('safe');
    expect(change.todo).not.toBe('');
  });

  it.each(harm.map(each => [each.id, each.harmless.situation, each] as const))(
    '%s is not found in what does none: %s',
    (_, __, { kind, harmless, ...where }) => {
      const found = changesBetween(harmless.edit, { ...where, ...harmless });
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter(each => each.kind === kind && each.verdict !== 'safe')).toEqual([]);
      expect(found.filter(({ verdict }) => verdict !== 'safe').map(each => each.kind)).toEqual(harmless.besides ?? []);
    },
  );
});
