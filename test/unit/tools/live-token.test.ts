import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rootFolder } from '../../../src-main/launch/places.mjs';

const told =
  'process.on("exit", () => process.stderr.write(`left: ${process.env.CAUSEWAY_TOKEN}`))';

it.each([[['checklist']], [['--only', 'every-read']]])(
  'leaves no token in its environment (%j)',
  async (words) => {
    const err = await new Promise<string>((done) => {
      const env = { ...process.env, CAUSEWAY_TOKEN: 'planted' };
      const file = join(rootFolder, 'test/live/live.mjs');
      const all = ['--import', `data:text/javascript,${encodeURIComponent(told)}`, file, ...words];
      execFile(process.execPath, all, { env, cwd: rootFolder }, (_, __, stderr) => done(stderr));
    });
    expect(err).toContain('left: undefined');
  },
);
