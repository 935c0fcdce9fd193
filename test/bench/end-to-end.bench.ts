import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { reads } from '../../src-main/graph/reads';
import { openPractice } from '../fixtures/open-practice';

interface Budgets {
  /**
   * Processor time of an account from request to assessment, ÷ parsing its rows. Row 25 wants 12 µs
   * where row 10 saw 1.4 µs for the parser: 8.6 times.
   */
  readonly endToEndOfParse: number;
  /** Bytes of memory an account adds to the highest mark of the run (row 25: 400). */
  readonly endToEndBytesPerUser: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
/** `CAUSEWAY_BENCH_USERS=1000000` measures what the README tells. */
const largest = Number(process.env['CAUSEWAY_BENCH_USERS'] ?? 40_000);
const script = join(import.meta.dirname, '../../out/main/cli.js');
const report: string[] = [];
afterAll(() => void process.stdout.write(`${report.join('\n')}\n`));

/** Told by the process itself as it ends. */
const telling = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => process.stderr.write('\\n#' + JSON.stringify(process.resourceUsage())));`,
)}`;

interface Run {
  readonly cpuMs: number;
  readonly bytes: number;
  /** Of parsing the rows of one account, in milliseconds. */
  readonly parseMs: number;
}

async function assessed(users: number): Promise<Run> {
  const practice = await openPractice('S02', { scenario: undefined, users });
  const { graphUrl, token } = practice.tenant;
  const parseMs =
    (await parsing(`${graphUrl}${reads.users.url}`, token)) +
    (await parsing(`${graphUrl}${reads.registration.url}`, token));
  const child = spawn(
    process.execPath,
    ['--import', telling, script, 'assess', '--graph-url', graphUrl, '--json'],
    { env: { ...process.env, CAUSEWAY_TOKEN: token }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let told = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (told = (told + text).slice(-4_000)));
  await new Promise((resolve) => child.on('close', resolve));
  await practice.close();
  const usage = JSON.parse(told.slice(told.lastIndexOf('#') + 1)) as NodeJS.ResourceUsage;
  const cpuMs = (usage.userCPUTime + usage.systemCPUTime) / 1000;
  report.push(
    `${String(users)} accounts from request to assessment: ${(cpuMs / 1000).toFixed(1)} s of ` +
      `processor, ${(usage.maxRSS / 1000).toFixed(0)} MB`,
  );
  return { cpuMs, bytes: usage.maxRSS * 1024, parseMs };
}

/** Milliseconds for each row of a page: made a text, and parsed. */
async function parsing(url: string, token: string): Promise<number> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const times = Array.from({ length: 15 }, () => {
    const from = process.cpuUsage();
    JSON.parse(bytes.toString('utf8'));
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  });
  const { value } = JSON.parse(bytes.toString('utf8')) as { readonly value: readonly unknown[] };
  return (times.sort((a, b) => a - b)[7] ?? 0) / value.length;
}

test('an account costs little more than parsing what Graph says of it', async () => {
  const small = await assessed(largest / 4);
  const large = await assessed(largest);
  const users = largest - largest / 4;
  const perUser = (large.cpuMs - small.cpuMs) / users;
  const bytes = (large.bytes - small.bytes) / users;
  const ratio = perUser / Math.min(small.parseMs, large.parseMs);
  report.push(
    `each of them ${(perUser * 1000).toFixed(0)} µs, ${ratio.toFixed(1)} times parsing its rows, ` +
      `and ${bytes.toFixed(0)} bytes`,
  );
  expect(ratio).toBeLessThanOrEqual(budgets.endToEndOfParse);
  expect(bytes).toBeLessThanOrEqual(budgets.endToEndBytesPerUser);
}, 3_600_000);
