import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, type ServedPractice } from '../fixtures/run-cli';
import { scenarioPlan } from '../fixtures/scenario-plan';

let folder = '';
let capturePath = '';
let planPath = '';
let practice: ServedPractice;
const { plan } = scenarioPlan('S02');

beforeAll(async () => {
  folder = quickFolder('cli');
  practice = await servePractice(['--scenario', 'S01']);
  capturePath = file('capture.json', capture([]));
  planPath = file('plan.causeway', JSON.stringify(plan));
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function capture(responses: readonly object[]): string {
  const cloud = 'global';
  const tenantId = '9f1c3a52-0000-4000-8000-00000000aaaa';
  const head = { schema: 'causeway-capture/1', capturedAt: '2026-11-22T12:00:00Z' };
  return JSON.stringify({ ...head, cloud, tenantId, responses });
}

async function refused(words: readonly string[], variables: Record<string, string> = {}) {
  const run = await runCli(words, variables);
  expect(run.out).toBe('');
  expect(run.err).not.toMatch(/\bat .*\.js:\d+|undefined|internal\/bug/);
  return run;
}

describe('bad input is named and changes nothing', () => {
  it.each([
    ['truncated.json', () => capture([{ method: 'GET' }]).slice(0, -9), 'file/not-json', '1:1'],
    ['empty.json', () => '', 'file/not-json', '1:1'],
    ['words.json', () => 'hello', 'file/not-json', '1:1'],
    ['deep.json', () => '['.repeat(100_000), 'file/invalid', '(1:33)'],
    ['twice.json', () => '{"schema":1,"schema":2}', 'file/invalid', 'schema (1:21)'],
    ['proto.json', () => '{"__proto__":{}}', 'file/invalid', '__proto__'],
    ['plan.json', () => '{"schema":"causeway-plan/1"}', 'file/wrong-schema', 'causeway-plan/1'],
    ['newer.json', () => '{"schema":"causeway-capture/2"}', 'file/wrong-schema', 'capture/2'],
    [
      'place.json',
      () => capture([{ method: 'PUT', url: '/v1.0/x', status: 200, body: {} }]),
      'file/invalid',
      'responses[0].method',
    ],
    ['latin1.json', () => Uint8Array.from([0x22, 0xe9, 0x22]), 'file/not-json', 'UTF-8'],
  ])('capture %s', async (name, content, code, place) => {
    const path = file(name, content());
    const { code: exit, err } = await refused(['assess', '--capture', path]);
    expect(exit).toBe(2);
    expect(err).toContain(path);
    expect(err).toContain(code);
    expect(err).toContain(place);
  });

  it('a file that is not there, and a folder', async () => {
    const missing = await refused(['assess', '--capture', join(folder, 'none.json')]);
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('file/not-found')]);
    const directory = await refused(['assess', '--capture', folder]);
    expect([directory.code, directory.err]).toEqual([
      2,
      expect.stringContaining('file/unreadable'),
    ]);
  });

  it.each([
    [
      '--answers',
      { schema: 'causeway-answers/1', sspr: { methods: ['pigeon'] } },
      'sspr.methods[0]',
    ],
    ['--answers', { schema: 'causeway-choices/1' }, 'causeway-answers/1'],
    [
      '--choices',
      {
        schema: 'causeway-choices/1',
        methods: { PalmScan: { value: 'on', reason: 'r', by: 'b', at: '2026-11-22' } },
      },
      'PalmScan',
    ],
    [
      '--choices',
      { schema: 'causeway-choices/1', enforcement: { value: 'hope' } },
      'enforcement.value',
    ],
    [
      '--answers',
      { schema: 'causeway-answers/1', history: { nativeBackupSnapshots: ['2026-02-30'] } },
      'history.nativeBackupSnapshots[0]: expected a date or time in ISO 8601',
    ],
    [
      '--choices',
      {
        schema: 'causeway-choices/1',
        licences: {
          ...{ value: 'keepPerUserUntil', reason: 'r', by: 'b', at: '2026-11-22' },
          until: '2026-99-99',
        },
      },
      'licences.until: expected a date or time in ISO 8601',
    ],
    [
      '--choices',
      {
        schema: 'causeway-choices/1',
        schedule: {
          ...{ timeZone: 'UTC', startOn: '2026-02-30', reason: 'r', by: 'b', at: '2026-11-22' },
        },
      },
      'schedule.startOn: expected a date such as 2026-11-24',
    ],
  ])('%s %j', async (option, content, place) => {
    const path = file('decisions.json', JSON.stringify(content));
    const run = await refused(['assess', '--capture', capturePath, option, path]);
    expect(run.code).toBe(2);
    expect(run.err).toContain(place);
    expect(run.err).toContain(path);
  });

  it('every problem of one file at once, an unknown method as such though its value is wrong', async () => {
    const choices = {
      schema: 'causeway-choices/1',
      methods: { Foo: { value: 'maybe' }, sms: null },
      enforcment: {},
    };
    const path = file('several.json', JSON.stringify(choices));
    const run = await refused(['assess', '--capture', capturePath, '--choices', path]);
    expect(run.code).toBe(2);
    expect(run.err.split('\n')).toEqual([
      `${path}: Foo is not an authentication method of the policy.`,
      expect.stringMatching(/^At methods\.Foo: expected one of: Fido2, .*\.$/),
      'Also:',
      expect.stringMatching(/^ {2}At methods\.sms: .* Did you mean Sms\?$/),
      '  At enforcment: expected no field of this name. Did you mean enforcement?',
      '  At methods.Foo.value: expected one of: on, off and leave.',
      '  At methods.Foo.reason: expected a value (required).',
      '  At methods.Foo.by: expected a value (required).',
      '  At methods.Foo.at: expected a value (required).',
      '  At methods.sms: expected an object.',
      'Use the method’s name as Microsoft Graph spells it.',
      '(input/unknown-method)',
      '',
    ]);
  });

  it('accounts and groups that the tenant does not have, before anything is planned', async () => {
    const answers = { accounts: { serviceAccounts: [{ upn: 'a@lost.example' }, { group: 'x' }] } };
    const path = file('lost.json', JSON.stringify({ schema: 'causeway-answers/1', ...answers }));
    const out = join(folder, 'lost.causeway');
    const words = ['plan', '--graph-url', practice.graphUrl, '--answers', path, '--out', out];
    const run = await refused(words, { CAUSEWAY_TOKEN: practice.token });
    expect(run.code).toBe(2);
    expect(run.err).toContain(`${path}: Nothing in the tenant matches a@lost.example.`);
    expect(run.err).toContain('  At accounts.serviceAccounts[1]: no account or group is called x.');
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    [['assess', '--captrue', 'x'], 'Did you mean --capture?'],
    [['aply'], 'Did you mean apply?'],
    [['assess', '--capture', 'x', '--as-of', 'yesterday'], 'ISO 8601'],
    [['assess', '--capture', 'x', '--lang', 'fr'], '--lang fr'],
    [['assess', '--graph-url', 'http://127.0.0.1:9'], 'CAUSEWAY_TOKEN'],
    [['status', '--state', '/nonexistent/state'], 'store/not-found'],
  ])('%j', async (words, text) => {
    const run = await refused(words);
    expect(run.code).toBe(2);
    expect(run.err).toContain(text);
  });

  it.each([
    'http://localhost:9',
    'https://evil.example',
    'http://127.0.0.1@evil.example',
    'ftp://a',
  ])('the address %s', async (url) => {
    const run = await refused(['assess', '--graph-url', url], { CAUSEWAY_TOKEN: 'secret-word' });
    expect(run.code).toBe(2);
    expect(run.err).toContain('graph/origin-refused');
    expect(run.err).not.toContain('secret-word');
  });

  it('a wrong token, without showing it', async () => {
    const words = ['assess', '--graph-url', practice.graphUrl];
    const run = await refused(words, { CAUSEWAY_TOKEN: 'secret-word' });
    expect(run.code).toBe(2);
    expect(run.err).toContain('graph/unauthorized');
    expect(run.err).not.toContain('secret-word');
  });

  it('a format that does not exist yet names those that do', async () => {
    const out = join(folder, 'exports');
    const words = ['export', '--plan', planPath, '--format', 'html,docx', '--out', out];
    const run = await refused(words);
    expect(run.code).toBe(2);
    expect(run.err).toContain('“docx”');
    expect(run.err).toContain('html, pdf, csv, json, md, ics, ps1, messages');
    expect(existsSync(out)).toBe(false);
  });

  it('an unwritable --out', async () => {
    writeFileSync(join(folder, 'taken'), '');
    const words = ['export', '--plan', planPath, '--format', 'html', '--out'];
    const run = await refused([...words, join(folder, 'taken', 'deeper')]);
    expect([run.code, run.err]).toEqual([2, expect.stringContaining('file/unwritable')]);
  });

  it('an unknown step, ring or person', async () => {
    const words = ['simulate', '--plan', planPath];
    for (const [option, value] of [
      ['--step', 's99'],
      ['--person', 'nobody@kestrel.example'],
    ] as const) {
      const run = await refused([...words, option, value]);
      expect([run.code, run.err]).toEqual([2, expect.stringContaining(value)]);
    }
  });
});

describe('the process that judges files', () => {
  it('imports nothing', () => {
    const bundle = readFileSync(
      join(import.meta.dirname, '../../out/main/parse-untrusted.js'),
      'utf8',
    );
    expect(bundle).not.toMatch(/require\(|import[ ({]/);
  });
});
