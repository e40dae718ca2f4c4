/**
 * How much is tried. `npm test` is the quick run: every test file, every kind of test, and of tables and properties that take long a part
 * that is the same every time. `npm run test:all`, which `.ci/run` calls, is the full run: it sets `GEORAFT_TESTS=all`, and then every row
 * and every process is tried. Both are cut here and nowhere else: a test that takes long names its full size and asks `runs`, `sample` or
 * `isFullRun`, and what it says of the whole (that a table is complete, that each row is used) it says of the whole in both.
 */
export const isFullRun = process.env.GEORAFT_TESTS === 'all';

/**
 * How often a property is tried, or how large an input is, of so much in the full run: in the quick one a tenth.
 * @param one in so many, where each takes long or a file has many properties
 */
export const runs = (full: number, one = 10): number => (isFullRun ? full : Math.ceil(full / one));

/**
 * The rows of a table that are tried: all in the full run; in the quick one every so many, evenly spread.
 * @param one in so many. Where rows repeat in a period, a number without a common divisor with it meets all kinds of them
 * @param from position of the first one; tables side by side that begin at different ones meet all rows between them
 */
export const sample = <Row>(rows: readonly Row[], one: number, from = 0): readonly Row[] =>
  isFullRun ? rows : rows.filter((_, position) => position % one === from % one);
