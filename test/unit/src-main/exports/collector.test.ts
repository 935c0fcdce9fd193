import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cloudNames } from '../../../../shared/entra/cloud';
import { collector } from '../../../../src-main/exports/collector';
import { fileLimits } from '../../../../src-main/files/file-limits';
import { findRead } from '../../../../src-main/graph/find-read';
import type { ReadRow } from '../../../../src-main/graph/read-row';
import { reads } from '../../../../src-main/graph/reads';
import { captureTenant } from '../../../../src-main/rollout/capture-tenant';
import { goOn, openPractice } from '../../../fixtures/open-practice';
import { readPowershell } from '../../../fixtures/read-powershell';
import { runCommand } from '../../../fixtures/run-command';

const folder = mkdtempSync(join(tmpdir(), 'causeway-collector-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `assess` says of a capture file. */
async function assessed(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  writeFileSync(file, text);
  const run = await runCommand(['assess', '--capture', file, '--as-of', '2026-11-22', '--json']);
  expect(run.code, run.err).toBeLessThanOrEqual(5);
  return run.out;
}

const rows = Object.entries<ReadRow>(reads);
const script = collector('global', 'en');
const { code } = readPowershell(script);
/** What is read for the sake of a step, or of whoever is signed in: no capture is asked for it. */
const ofSteps = new Set(['operator', 'what a step found, and what it left behind']);

const cmdlets = [
  ...['Connect-MgGraph', 'Disconnect-MgGraph', 'Get-MgContext', 'Invoke-MgGraphRequest'],
  ...['ConvertFrom-Json', 'ConvertTo-Json', 'ForEach-Object', 'Get-Item', 'Move-Item'],
  'Select-Object',
  ...['Set-StrictMode', 'Sort-Object', 'Start-Sleep', 'Test-Path', 'Where-Object'],
  ...['Write-Host', 'Write-Progress', 'Write-Warning'],
];
const given = ['_', 'true', 'false', 'null', 'ErrorActionPreference', 'ExecutionContext'];

/** What `$writer.Write` is given, in the script's order. */
const writes = [...script.matchAll(/\$writer\.Write\((.*)\)\r\n/g)].map(([, text]) => text ?? '');
const [row, head, tail] = writes;

/** The text that an expression of the script makes: texts, line ends and values, joined by plus. */
function written(expression = '', values: Readonly<Record<string, string>> = {}): string {
  const parts = [...expression.matchAll(/'((?:[^']|'')*)'|[^'\s+][^\s+]*/g)];
  expect(parts.map(([part]) => part).join(' + ')).toBe(expression);
  return parts
    .map(([part, text]) => {
      if (text !== undefined) return text.replaceAll("''", "'");
      const value = part === '[char]10' ? '\n' : values[part];
      if (value === undefined) throw new Error(`the script writes ${part}`);
      return value;
    })
    .join('');
}

describe('the collector', () => {
  it.each(rows)('reads %s, or it belongs to a step', (name, row) => {
    const line = `  '${name}' = '${row.url.replaceAll("'", "''")}'\r\n`;
    const call = new RegExp(`Read-(List|Each) '${name}'`);
    const isIn = [script.includes(line), call.test(script)];
    if (row.source !== null) expect(isIn).toEqual([true, true]);
    else {
      expect(isIn).toEqual([false, false]);
      expect(row.feeds.filter((one) => !ofSteps.has(one))).toEqual([]);
    }
  });

  it('sends GET alone, by one call, and uses nothing it does not name', () => {
    expect([...script.matchAll(/-Method (\w+)/g)].map(([, method]) => method)).toEqual(['GET']);
    expect(script).not.toMatch(/\b(POST|PATCH|PUT|DELETE)\b|\$batch|Invoke-(Web|Rest)|Invoke-Exp/);
    const own = [...code.matchAll(/^function ([A-Z]\w+-\w+)/gm)].map(([, name]) => name ?? '');
    const called = [...code.matchAll(/(?<![\w-])[A-Z][a-z]+-[A-Z]\w+/g)].map(([name]) => name);
    expect([...new Set(called)].filter((one) => ![...own, ...cmdlets].includes(one))).toEqual([]);
    const texts = [...script.matchAll(/'((?:Get)-\w+)'/g)].map(([, name]) => name ?? '');
    expect(own.filter((one) => called.filter((name) => name === one).length < 2)).toEqual(texts);
  });

  it('asks for permissions to read alone, and keeps the sign-in in its process', () => {
    const scopes = /\$scopes = @\(([^)]*)\)/.exec(script)?.[1] ?? '';
    expect(scopes.split(', ').filter((one) => !/^'[\w.]+\.Read(\.\w+)?'$/.test(one))).toEqual([]);
    expect(script).toContain('ContextScope = "Process"');
  });

  it('follows a link to its own host alone', () => {
    const next = /function Get-NextPath[\s\S]*?\r\n\}/.exec(script)?.[0] ?? '';
    expect(next).toContain(`-not ([string]$link).StartsWith($graph + '/'`);
    expect(script.match(/@odata\.nextLink/g)).toHaveLength(1);
  });

  it.each(cloudNames.flatMap((cloud) => [[cloud, 'en'] as const, [cloud, 'ja'] as const]))(
    'is whole for %s in %s: texts and brackets end, and every name is given first',
    (cloud, language) => {
      const text = collector(cloud, language);
      expect(text.startsWith('\ufeff# causeway-collector/1\r\n')).toBe(true);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      const shape = readPowershell(text).code;
      const named = new Set(given.map((one) => one.toLowerCase()));
      const sets =
        /\$(?:script:)?(\w+)\s*(?:\+?=(?!=)|\+\+)|foreach \(\$(\w+) in|[[(,]\s*(?:\[[\w.[\]]+\])?\$(\w+)(?=\s*[=,)])/g;
      for (const found of shape.matchAll(sets)) {
        for (const name of found.slice(1)) if (name !== undefined) named.add(name.toLowerCase());
      }
      const used = [...shape.matchAll(/\$(?:script:)?(\w+)/g)].map(([, name]) => name ?? '');
      expect(used.filter((name) => !named.has(name.toLowerCase()))).toEqual([]);
    },
  );

  it('knows its cloud in any case, and writes it as the file spells it', () => {
    const [, after] = script.split(/\r\nparam\(.*\)\r\n/);
    expect(after?.startsWith('$Cloud = $Cloud.ToLowerInvariant()\r\n')).toBe(true);
    expect(cloudNames.map((cloud) => cloud.toLowerCase())).toEqual([...cloudNames]);
  });

  it('outlives a network that fails: 503, tried again, and left out after the tenth time', () => {
    const send = /function Send-Get[\s\S]*?\r\n\}/.exec(script)?.[0] ?? '';
    const [before, tried, after] = send.split(/ try \{|\} catch \{ Write-Warning .* \}\r\n/);
    expect(before).toMatch(/\$status = 503\r\n/);
    expect(tried).toMatch(
      /= Invoke-MgGraphRequest .*[^]*ReadAsStringAsync.*[^]*\$status = \[int\]/,
    );
    expect(after).toMatch(/^\s*if \(\$status -notin 429, 503, 504 -or \$try -ge 10\) \{/);
    expect(script).toContain(
      'if ($Answer.Status -eq 429 -or $Answer.Status -ge 500) { return $null }',
    );
  });

  it('warns of a file that is longer than what is opened', () => {
    const { maxBytes, maxEntries } = fileLimits.capture;
    expect(script).toContain(
      `if ((Get-Item -LiteralPath $Out).Length -gt ${maxBytes} -or $script:count -gt ${maxEntries}) { Write-Warning "$tooLongWord $Out" }`,
    );
    expect(script).toContain('256 MB and 500,000 answers at most');
  });

  it.each(['en', 'ja'] as const)('names its module and the other clouds, in %s', (language) => {
    const usage = collector('global', language).split('param(')[0];
    for (const word of ['module Microsoft.Graph.Authentication', '-Cloud', ...cloudNames]) {
      expect(usage?.replace('モジュール', 'module')).toContain(word);
    }
  });

  it('names every address the tour asks for, and its form of file plays', async () => {
    const practice = await openPractice('S02');
    const options = { signal: goOn.signal, onProgress: () => undefined };
    const taken = await captureTenant(practice.source, options);
    if (!taken.ok) throw new Error(taken.failure.code);
    const capture = JSON.parse(taken.value) as {
      readonly capturedAt: string;
      readonly tenantId: string;
      readonly responses: readonly { url: string; status: number; body: unknown }[];
    };
    const collected = new Set(rows.filter(([, row]) => row.source !== null).map(([, row]) => row));
    const strange = capture.responses.filter(({ url }) => {
      const row = findRead(url);
      return row === null || !collected.has(row);
    });
    expect(strange.map(({ url }) => url)).toEqual([]);
    const comma = /\$comma = if \(\$script:count -gt 0\) \{ '(.*)' \} else \{ '(.*)' \}/.exec(
      script,
    );
    expect(script).toContain('$url = ConvertTo-Json -InputObject $Path -Compress\r\n');
    expect(script).toContain(`$writer.Write(${row})\r\n  $script:count++\r\n`);
    const answers = capture.responses.map(({ url, status, body }, index) =>
      written(row, {
        $comma: comma?.[index > 0 ? 1 : 2] ?? '?',
        $url: JSON.stringify(url),
        '$Answer.Status': String(status),
        '$Answer.Body.Trim()': JSON.stringify(body),
      }),
    );
    const start = written(head, {
      $at: capture.capturedAt,
      $Cloud: 'global',
      '(Get-MgContext).TenantId': capture.tenantId,
    });
    expect(writes).toHaveLength(3);
    const file = `${start}${answers.join('')}${written(tail)}`;
    const out = await assessed('script.json', file);
    expect(out).toContain('"schema": "causeway-assessment/1"');
    expect(out).toBe(await assessed('tour.json', taken.value));
    await practice.close();
  });
});
