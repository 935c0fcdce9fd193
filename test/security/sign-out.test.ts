import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleChild, childEnvironment } from '../fixtures/bundle-child';
import { quickFolder, reached } from '../fixtures/campaign';
import { clientId, startFakeAuthority, tenantA } from '../unit/src-main/auth/fake-authority';
import { filesBelow, holdsSecret } from './find-secrets';

let folder = '';
let child = '';
beforeAll(async () => {
  folder = quickFolder('sign-out');
  child = join(folder, 'sign-out-child.mjs');
  await bundleChild(join(import.meta.dirname, 'sign-out-child.ts'), child);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ways = [
  ['in memory', '', 0],
  ['kept on disk', 'kept', 1],
] as const;

it.each(ways)(
  'leaves no code and no token, %s',
  { timeout: 120_000 },
  async (way, where, vaults) => {
    const authority = await startFakeAuthority();
    const home = join(folder, `home-${where}`);
    mkdirSync(home);
    const told: string[] = [];
    const program = spawn(
      process.execPath,
      [child, `${authority.origin}/${tenantA}`, clientId, where],
      {
        cwd: home,
        env: { ...childEnvironment, HOME: home, TMPDIR: home },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    program.stdout.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n')) {
        if (line !== '') told.push(line);
        if (line.startsWith('open ')) void authority.visit(line.slice(5));
      }
    });
    const code = await new Promise((resolve) => program.on('close', resolve));
    await authority.close();
    expect([code, told.at(-1)]).toEqual([0, 'after auth/signed-out']);
    expect(told.filter((line) => line.startsWith('open '))).toHaveLength(2);
    expect(told).toContain(`vaults ${String(vaults)}`);
    const secrets = authority.given;
    // Two codes, and at least two answers with three tokens each.
    expect(secrets.length).toBeGreaterThanOrEqual(8);
    const heap = (name: string): string =>
      readFileSync(join(home, `${name}.heapsnapshot`), 'latin1');
    const before = holdsSecret(heap('before'), secrets);
    // While signed in they are there, so this would see them.
    expect(before.length).toBeGreaterThanOrEqual(4);
    expect(holdsSecret(heap('after'), secrets)).toEqual([]);
    const files = filesBelow(home).filter((file) => !file.endsWith('.heapsnapshot'));
    expect(files.flatMap((file) => holdsSecret(readFileSync(file, 'latin1'), secrets))).toEqual([]);
    // The switch itself stays; of the sign-in nothing does.
    expect(files.map((file) => relative(home, file))).toEqual(where === '' ? [] : ['kept.json']);
    reached(
      'P19',
      `${way}: 0 of ${secrets.length} codes and tokens after signing out (${before.length} on the heap before), no file on disk`,
    );
  },
);
