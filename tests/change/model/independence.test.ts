import { sources } from '../../architecture/sources';

/** Files that hand the code under test to the model, and the tests themselves. */
const asks = /\/(pair|system-pair|[a-z-]+\.test)\.ts$/;

describe('the model', () => {
  it('takes nothing for true from the code that it tries', () => {
    const files = sources('tests').filter(({ path }) => path.startsWith('tests/change/model/') && !asks.test(path));
    expect(files.length).toBeGreaterThan(10);
    const taken = files.flatMap(({ path, imports }) =>
      imports.flatMap(({ file = '' }) => (/^lib\/(change|plan\/members)\//.test(file) ? [`${path} -> ${file}`] : [])),
    );
    expect(taken).toEqual([]);
  });
});
