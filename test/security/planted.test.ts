import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaignSeed, pick, quickFolder, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { runCli, servePractice, type ServedPractice } from '../fixtures/run-cli';
import { filesBelow, holdsSecret } from './find-secrets';

/** Execution.md 8, P27. */
const runs = sizeOf(18, 100);

let folder = '';
let practice: ServedPractice;
let evil: { readonly url: string; close(): void };
beforeAll(async () => {
  folder = quickFolder('planted');
  practice = await servePractice(['--scenario', 'S01']);
  evil = await startEchoing();
});
afterAll(async () => {
  await practice.stop();
  evil.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A server that sends back whatever it was sent, as an error, as a page, or as half an answer. */
async function startEchoing(): Promise<{ url: string; close(): void }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const heard = `${request.headers.authorization ?? ''} ${request.url ?? ''}`;
    const status = [401, 403, 500, 200, 404, 429][asked % 6] ?? 500;
    const body =
      asked % 2 === 0
        ? `<html>${heard}</html>`
        : JSON.stringify({ error: { code: heard, message: heard, innerError: { heard } } });
    response.writeHead(status, {
      'content-type': asked % 2 === 0 ? 'text/html' : 'application/json',
      'www-authenticate': `Bearer error="${heard.replaceAll('"', '')}"`,
      'x-echo': heard.replaceAll(/[^\x20-\x7e]/g, ''),
      'retry-after': '0',
    });
    response.end(asked % 5 === 0 ? body.slice(0, -4) : body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Switches of whoever wants to see more. */
const loud = { DEBUG: '*', NODE_DEBUG: 'fetch,undici,module', CAUSEWAY_DEBUG: '1', VERBOSE: '1' };

it(
  'stands in nothing that is printed or written, however loud it is asked',
  { timeout: 1_200_000 },
  async () => {
    const random = randomOf(campaignSeed);
    const seen = new Set<string>();
    let files = 0;
    for (let n = 0; n < runs; n += 1) {
      const mark = `${Math.floor(random() * 2 ** 40).toString(36)}${String(n)}`;
      const token = `eyJ0b2tlbg.planted-${mark}.c2ln`;
      const secret = `Passw0rd-${mark}`;
      const home = mkdtempSync(join(folder, 'run-'));
      const out = join(home, 'out');
      mkdirSync(out);
      const file = join(home, 'input.json');
      const ways: readonly (readonly [string, string, readonly string[]])[] = [
        ['a refused tenant', '', ['assess', '--graph-url', evil.url, '--json']],
        [
          'a refused capture',
          '',
          ['capture', '--graph-url', evil.url, '--out', join(out, 'c.json')],
        ],
        ['a token of another', '', ['assess', '--graph-url', practice.graphUrl, '--json']],
        [
          'words in an address',
          '',
          ['assess', '--graph-url', `http://user:${secret}@127.0.0.1:1/`],
        ],
        ['an address with a query', '', ['assess', '--graph-url', `${evil.url}/?key=${secret}`]],
        [
          'a file that is cut',
          `{"schema":"causeway-answers/1","password":"${secret}`,
          ['assess', '--graph-url', practice.graphUrl, '--answers', file],
        ],
        [
          'a file with more in it',
          `{"schema":"causeway-answers/1","accounts":{"password":"${secret}"}}`,
          ['assess', '--graph-url', practice.graphUrl, '--answers', file],
        ],
        [
          'a plan that is none',
          `{"schema":"causeway-plan/1","token":"${secret}"}`,
          [
            'apply',
            '--plan',
            file,
            '--graph-url',
            evil.url,
            '--state',
            out,
            '--approve',
            'a'.repeat(64),
          ],
        ],
        [
          'a tenants file',
          `{"schema":"causeway-tenants/1","tenants":[{"name":"A","tenantId":"11111111-1111-4111-8111-111111111111","cloud":"global","graphUrl":"${evil.url}","tokenEnv":"OTHER_TOKEN"}]}`,
          ['fleet', 'assess', '--tenants', file, '--out', out],
        ],
      ];
      const [way, text, words] = pick(random, ways);
      seen.add(way);
      if (text !== '') writeFileSync(file, text);
      const run = await runCli(words, {
        ...loud,
        ...{ HOME: home, TMPDIR: home, CAUSEWAY_TOKEN: token, OTHER_TOKEN: `other-${token}` },
      });
      expect([way, run.code]).not.toEqual([way, 0]);
      const planted = [token, secret];
      const typed = words.some((word) => word.includes(secret));
      expect([way, holdsSecret(`${run.out}${run.err}`, typed ? [token] : planted)]).toEqual([
        way,
        [],
      ]);
      for (const path of filesBelow(home)) {
        if (path === file) continue;
        files += 1;
        expect([way, path, holdsSecret(readFileSync(path, 'latin1'), planted)]).toEqual([
          way,
          path,
          [],
        ]);
      }
      rmSync(home, { recursive: true });
    }
    expect(seen.size).toBeGreaterThanOrEqual(5);
    // A run that goes well leaves files, and the token it worked with in none of them.
    const state = mkdtempSync(join(folder, 'well-'));
    const capture = join(state, 'capture.json');
    const words = ['capture', '--graph-url', practice.graphUrl, '--out', capture];
    const well = await runCli(words, { ...loud, HOME: state, CAUSEWAY_TOKEN: practice.token });
    expect(well.code).toBe(0);
    expect(holdsSecret(`${well.out}${well.err}`, [practice.token])).toEqual([]);
    for (const path of filesBelow(state)) {
      files += 1;
      expect([path, holdsSecret(readFileSync(path, 'latin1'), [practice.token])]).toEqual([
        path,
        [],
      ]);
    }
    expect(files).toBeGreaterThan(0);
    reached(
      'P27',
      `0 planted in ${runs} debug runs (${seen.size} ways to fail, ${files} files left)`,
      { runs },
    );
  },
);
