import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources';

/** The page that says how the library is cut. */
export const libraryPage = readFileSync(join(root, 'lib', 'README.md'), 'utf8');

/** A row of a table, cell by cell. */
export type Row = readonly string[];

/** The rows of every table of the page whose first column has this heading. */
export const rowsUnder = (heading: string, page: string = libraryPage): readonly Row[] =>
  page.split(/\n{2,}/).flatMap(block => {
    const [head = '', , ...rows] = block.split('\n').filter(line => line.startsWith('|'));
    return cells(head)[0] === heading ? rows.map(cells) : [];
  });

const cells = (line: string): Row =>
  line
    .split('|')
    .slice(1, -1)
    .map(cell => cell.trim());

/** What stands in backquotes. */
export const quoted = (cell: string): readonly string[] => [...cell.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

/** Every folder and room, and where its imports may lead. */
export const folderTable = (page: string = libraryPage): ReadonlyMap<string, readonly string[]> =>
  new Map(
    ['folder', 'room'].flatMap(heading =>
      rowsUnder(heading, page).map(([name = '', , imports = '']) => [quoted(name)[0] ?? '', quoted(imports)] as const),
    ),
  );
