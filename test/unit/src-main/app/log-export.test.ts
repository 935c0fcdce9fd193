import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '../../../../src-main/app/log';
import { cleanLine, logText } from '../../../../src-main/app/log-export';

const at = '2026-11-29T03:50:00.123+00:00';
const folder = (): string => mkdtempSync(join(tmpdir(), 'causeway-log-'));

const planted = [
  'ada@contoso.example',
  'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0aWQiOiIxIn0.c2ln',
  'd41d8cd9-8f00-4204-a980-0998ecf8427e',
  '葛城 花子',
  'Ada Lovelace',
];

test('planted secrets and names are in no line, wherever they were planted', () => {
  const shapes = (secret: string): readonly string[] => [
    secret,
    `${at} ${secret}`,
    `${at} page.gone reason="${secret}"`,
    `${at} page.gone reason="crashed" name="${secret}"`,
    `${at} page.gone reason="crashed" ${secret}`,
    `${at} auth.refused code="AADSTS50058" answer="${secret}"`,
    `${at} ${secret.replace(/\s/g, '')}.gone reason="x"`,
    `${secret} page.gone reason="crashed"`,
    `${at} constructor.x reason="${secret}"`,
  ];
  for (const secret of planted) {
    for (const line of shapes(secret)) {
      expect(cleanLine(line, ['Ada Lovelace']), line).not.toContain(secret);
    }
  }
});

test('a line of ours comes out as it went in', () => {
  const line = `${at} graph.answer path="/v1.0/users" status="200" milliseconds="41"`;
  expect(cleanLine(line, ['Contoso'])).toBe(line);
  const removed = `${at} page.gone reason=[removed]`;
  expect(cleanLine(removed, [])).toBe(removed);
});

test('a name this computer knows is taken out of a field that would pass otherwise', () => {
  const line = `${at} page.gone reason="Kestrel Surveyors"`;
  expect(cleanLine(line, [])).toContain('Kestrel');
  expect(cleanLine(line, ['kestrel surveyors'])).toBe(`${at} page.gone [removed]`);
});

test('what the log itself wrote is shown whole, the older file first', () => {
  const place = folder();
  writeFileSync(join(place, 'causeway.old.log'), `${at} app.stopped\n`);
  openLog(place)('page.gone', { reason: 'crashed' });
  const { text, lines, left } = logText(place, []);
  expect(text).toMatch(/^\S+ app\.stopped\n\S+ page\.gone reason="crashed"\n$/);
  expect({ lines, left }).toEqual({ lines: 2, left: 0 });
});

test('a long log gives its newest lines, whole, and says how many are left out', () => {
  const place = folder();
  const line = `${at} page.refused what="${'x'.repeat(20)}"`;
  writeFileSync(join(place, 'causeway.log'), `${line}\n`.repeat(9_000));
  const { text, lines, left } = logText(place, []);
  expect(text.length).toBeLessThanOrEqual(262_144);
  expect(lines + left).toBe(9_000);
  expect(text.split('\n').slice(0, -1)).toEqual(new Array(lines).fill(line));
});

test('no log is an empty text', () => {
  expect(logText(folder(), [])).toEqual({ text: '', lines: 0, left: 0 });
});
