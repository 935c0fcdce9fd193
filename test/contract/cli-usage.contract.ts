import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../fixtures/run-cli';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-usage-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function refused(words: readonly string[], variables: Record<string, string> = {}) {
  const run = await runCli(words, variables);
  expect([run.code, run.out]).toEqual([2, '']);
  expect(run.err).not.toMatch(/\bat .*\.js:\d+|undefined|internal\/bug/);
  return run.err;
}

const hash = '0'.repeat(64);
const long = 'a'.repeat(4_001);
const capture = JSON.stringify({
  schema: 'causeway-capture/1',
  capturedAt: '2026-11-22T12:00:00Z',
  cloud: 'global',
  tenantId: '9f1c3a52-0000-4000-8000-00000000aaaa',
  responses: [],
});

describe('an option whose value cannot be used says what can', () => {
  it.each([
    [['practice', '--port', '65536'], '--port 65536 cannot be used here. Possible: 0–65535.'],
    [['practice', '--users', '0'], '--users 0 cannot be used here. Possible: 1–'],
    [['practice', '--throttle', 'x'], 'Possible: real, off.'],
    [['practice', '--scenario', 'S99'], '“S99” is neither a scenario of Causeway (S01, S02, S12'],
    [['practice', '--scenario', 'S02', '--capture', 'x'], '--scenario, --capture do not go'],
    [
      ['assess', '--capture', 'x', '--lang', 'fr'],
      '--lang fr cannot be used here. Possible: en, ja.',
    ],
    [['assess', '--capture', 'x', '--as-of', '0001-01-01'], 'between 2000 and 2099'],
    [
      ['assess', '--graph-url', 'x', '--cloud', 'mars'],
      'Possible: global, usgov, usgovdod, china.',
    ],
    [['resume', '--state', 'x', '--approve', hash, '--until', 'end'], 'Possible: STEPID, ring:N.'],
    [['help', 'aply'], 'There is no command “aply”. Did you mean apply?'],
    [
      ['confirm', '--state', 'x', '--step', 's01', '--evidence', ' ', '--approve', hash],
      '--evidence is blank.',
    ],
    [
      ['confirm', '--state', 'x', '--step', 's01', '--evidence', long, '--approve', hash],
      '--evidence (4,001) is too long: it takes at most 4,000 characters.',
    ],
  ])('%j', async (words, text) => {
    expect(await refused(words, { CAUSEWAY_TOKEN: 'token' })).toContain(text);
  });

  it('a port that another program uses', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const text = await refused(['practice', '--port', String(port)]);
    expect(text).toContain(`--port ${port} is in use by another program.`);
    await new Promise((done) => server.close(done));
  });

  it('another cloud than that of the file', async () => {
    const path = file('cloud.json', capture);
    const text = await refused(['assess', '--capture', path, '--cloud', 'china']);
    expect(text).toContain('--cloud china does not fit: this belongs to the cloud global.');
  });
});

describe('what must stay secret', () => {
  it.each(['two words', 'line\nbreak', 'トークン', 'tab\there'])(
    'a token that is none is not sent and not shown: %j',
    async (token) => {
      const words = ['assess', '--graph-url', 'http://127.0.0.1:9'];
      const text = await refused(words, { CAUSEWAY_TOKEN: token });
      expect(text).toContain('CAUSEWAY_TOKEN holds characters');
      expect(text).not.toContain(token);
    },
  );

  it.each([
    ['http://somebody:pass-word@127.0.0.1:9', 'given: http://…@127.0.0.1:9'],
    ['somebody:pass-word@127.0.0.1', 'given: …@127.0.0.1'],
    ['http://somebody:pass-word/x@evil.example', 'given: http://…@evil.example'],
    ['http://evil.example', 'given: http://evil.example'],
  ])('credentials in an address: %s', async (address, text) => {
    const shown = await refused(['assess', '--graph-url', address], { CAUSEWAY_TOKEN: 'secret' });
    expect(shown).toContain('graph/origin-refused');
    expect(shown).toContain(text);
    expect(shown).not.toMatch(/pass-word|secret/);
  });
});

describe('files that are no JSON, or another kind of it, by every command that takes one', () => {
  const utf16 = Buffer.concat([Uint8Array.of(0xff, 0xfe), Buffer.from(capture, 'utf16le')]);
  const wrong: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['utf16.json', utf16, 'At 1:1: text in UTF-8 was expected.'],
    ['empty.json', '', 'At 1:1: more than an empty file was expected.'],
    ['nul.json', '{"schema":"a\0"}', 'At schema (1:13): a text without line breaks or control'],
    ['list.json', '[]', 'Its field “schema” should be “causeway-'],
    ['other.json', '{"schema":"other/1"}', 'found “other/1”.'],
  ];
  const readers = [
    ['assess', '--capture'],
    ['assess', '--snapshot'],
    ['assess', '--capture', '/dev/null', '--answers'],
    ['assess', '--capture', '/dev/null', '--choices'],
    ['simulate', '--plan'],
    ['practice', '--scenario'],
    ['practice', '--capture'],
    ['practice', '--faults'],
  ];

  it.each(wrong)('%s', async (name, content, text) => {
    const path = file(name, content);
    for (const words of readers) {
      const shown = await refused([...words, path]);
      if (name === 'list.json' && words.includes('--faults')) continue;
      expect(`${words.join(' ')}: ${shown}`).toContain(text);
      expect(shown).toContain(path);
    }
  });

  it('names every place of a scenario and of faults', async () => {
    const scenario = file('scenario.json', '{"schema":"causeway-scenario/1","id":3}');
    const text = await refused(['practice', '--scenario', scenario]);
    expect(text).toContain('At id: expected a text.');
    expect(text).toContain('  At asOf: expected a value (required).');
    const faults = file('faults.json', '{"rules":[{"methd":"GET","action":{"kind":"hang"}}]}');
    const shown = await refused(['practice', '--faults', faults]);
    expect(shown).toContain(
      'At rules[0].methd: expected no field of this name. Did you mean method?',
    );
  });
});
