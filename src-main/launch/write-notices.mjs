/** Writes the licences of the parts beside the built program: out/notices.txt. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticesOf } from './notices.mjs';
import { rootFolder } from './places.mjs';

writeFileSync(join(rootFolder, 'out/notices.txt'), noticesOf(rootFolder));
