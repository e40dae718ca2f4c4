import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestCases } from './manifest-case';

const folder = join(__dirname, 'cases');

/** The cases of all files in `cases`, by the name of the rule. Each rule's are in one file. */
export const manifestCases: ManifestCases = Object.fromEntries(
  readdirSync(folder)
    .filter(file => /^[a-z0-9-]+\.[jt]s$/.test(file))
    .flatMap(file => Object.values(require(join(folder, file)) as Readonly<Record<string, ManifestCases>>))
    .flatMap(cases => Object.entries(cases).filter(([name]) => name.includes('/'))),
);
