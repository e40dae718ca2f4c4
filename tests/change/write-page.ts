import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { changesPage } from './page';

/** `npm run changes`: writes the page that lists every kind of change. */
writeFileSync(resolve('lib', 'change', 'CHANGES.md'), changesPage());
