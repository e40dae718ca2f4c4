import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { rulesPage } from './page';

/** `npm run rules`: writes the page on which every rule is shown. */
writeFileSync(resolve('lib', 'rules', 'RULES.md'), rulesPage());
