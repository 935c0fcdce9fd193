import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, type CliRun, type ServedPractice } from '../fixtures/run-cli';

let folder = '';
let practice: ServedPractice;
let hash = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = quickFolder('schedule');
  practice = await servePractice(['--scenario', 'S02']);
  const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };
  const schedule = { timeZone: 'Asia/Tokyo', startOn: '2026-12-01', ...signed };
  writeFileSync(at('choices.json'), JSON.stringify({ schema: 'causeway-choices/1', schedule }));
  const source = ['--graph-url', practice.graphUrl, '--choices', at('choices.json')];
  await cli('plan', ...source, '--out', at('plan.causeway'));
  hash = (JSON.parse(readFileSync(at('plan.causeway'), 'utf8')) as { planHash: string }).planHash;
});
afterAll(async () => {
  expect(await practice.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

const cli = (...words: string[]): Promise<CliRun> =>
  runCli(words, { CAUSEWAY_TOKEN: practice.token });
const approved = () => ['--state', at('state'), '--approve', hash, '--json'];

async function journal(): Promise<readonly { readonly text: string }[]> {
  const { out } = await cli('journal', '--state', at('state'));
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { text: string })
    .filter(({ text }) => text !== undefined);
}

describe('a plan with a schedule, from the command line', { timeout: 120_000 }, () => {
  it('starts before its first day only with a reason, which the journal keeps before the writing', async () => {
    const until = ['--until', 's02'];
    const to = ['--plan', at('plan.causeway'), '--graph-url', practice.graphUrl];
    expect((await cli('apply', ...to, ...approved(), ...until)).code).toBe(3);
    const made = await fetch(`${practice.graphUrl}/_practice/emergency-access`, { method: 'POST' });
    const { upns } = (await made.json()) as { upns: string[] };
    const evidence = ['--step', 's01', '--evidence', upns.join(' ')];
    expect((await cli('confirm', ...approved(), ...evidence)).code).toBe(0);

    const empty = await cli('resume', ...approved(), '--outside-schedule', ' ');
    expect(empty.code).toBe(3);
    const reason = 'phones end on Monday';
    const done = await cli('resume', ...approved(), '--outside-schedule', reason);
    expect(done.code).toBe(0);
    const lines = await journal();
    const word = lines.findIndex(({ text }) => text.includes('"what":"outsideWindow"'));
    const sent = lines.findIndex(({ text }) => text.includes('"type":"sent"'));
    expect(lines[word]?.text).toContain(`"reason":"${reason}"`);
    expect(word).toBeGreaterThan(0);
    expect(sent).toBeGreaterThan(word);
    const clock = await fetch(`${practice.graphUrl}/_practice/clock`, {
      method: 'POST',
      body: JSON.stringify({ advanceMs: 0 }),
      headers: { 'content-type': 'application/json' },
    });
    expect(JSON.stringify(await clock.json())).toMatch(/2026-11-/);
  });

  it('moves the practice clock on to the first day without one', async () => {
    const done = await cli('resume', ...approved(), '--until', 's03');
    expect(done.code).toBe(0);
    const lines = await journal();
    const last = lines.findLast(({ text }) => text.includes('"type":"sent"'));
    expect(last?.text).toContain('"at":"2026-12-01T00:0');
  });
});
