import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '../../../../src-main/app/log';
import { describeError, formatLogEvent, logEvents } from '../../../../src-main/app/log-events';

test('writes an event with its fields', () => {
  expect(formatLogEvent('app.started', { version: '0.1.0', electron: '45.4.1' })).toBe(
    'app.started version="0.1.0" electron="45.4.1"',
  );
});

const planted = [
  'ada@contoso.example',
  'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0aWQiOiIxIn0.c2ln',
  '0.AXkAq1b2c3d4e5f6A7B8C9D0E1F2G3H4I5J6K7L8M9N0',
  'd41d8cd9-8f00-4204-a980-0998ecf8427e',
  'M.C105_BAY.0.U.-Cr1p2q3r4s5t6u7v8w9x0y1z2A3B4C5D',
  'line\nbreak',
  '葛城 花子',
  'a'.repeat(200),
];

test('planted secrets and names never come out, in any field of any event', () => {
  for (const name of Object.keys(logEvents) as (keyof typeof logEvents)[]) {
    for (const secret of planted) {
      const fields = Object.fromEntries(Object.keys(logEvents[name]).map((f) => [f, secret]));
      const line = formatLogEvent(name, fields);
      const isRequestId = /^[0-9a-f-]{36}$/.test(secret) && /trace|request/.test(line);
      expect(line.includes(secret) && !isRequestId, `${name}: ${line}`).toBe(false);
    }
  }
});

test('a field that the event does not list is left out', () => {
  const fields: Record<string, string> = { reason: 'stand-in', extra: 'secret' };
  expect(formatLogEvent('app.real-tenant-off', fields)).toBe(
    'app.real-tenant-off reason="stand-in"',
  );
});

test('an error is described without its message and without folders', () => {
  const error = new TypeError('token of ada@contoso.example');
  error.stack = [
    'TypeError: token of ada@contoso.example',
    '    at run (/home/ada/causeway/out/main/main.js:12:7)',
    '    at C:\\Users\\ada\\main.js:3:1',
  ].join('\n');
  expect(describeError(error)).toEqual({ error: 'TypeError', place: 'main.js:12:7,main.js:3:1' });
  expect(describeError('ada@contoso.example')).toEqual({ error: 'string', place: undefined });
});

test('the file is readable by its owner alone', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'causeway-')), 'logs');
  const log = openLog(folder);
  log('app.stopped', {});
  const file = join(folder, 'causeway.log');
  expect(readFileSync(file, 'utf8')).toMatch(
    /^\d{4}-\d{2}-\d{2}T[\d:.]+[+-]\d{2}:\d{2} app\.stopped\r?\n$/,
  );
  if (process.platform !== 'win32') {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  }
});
