import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { ok } from '../../shared/result';
import { exportPlan } from '../../src-main/exports/export-plan';
import { reportStyle } from '../../src-main/exports/report-style';
import { writeRollBackKit } from '../../src-main/exports/roll-back-kit';
import { quickFolder, reached } from '../fixtures/campaign';
import { scenarioPlan } from '../fixtures/scenario-plan';
import { formulas, markup } from './hostile-texts';

const folder = quickFolder('exports');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { plan, simulation } = scenarioPlan('S02');

/** Fields that hold what somebody typed, here or in the tenant. */
const typed =
  /^(name|displayName|upn|userPrincipalName|department|reason|by|owner|primaryDomain|tenantName|protocol)$/;

/** The plan with a text in place of everything that somebody typed. */
function withTexts(original: Plan, next: () => string): Plan {
  const change = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return typed.test(key) ? next() : value;
    if (Array.isArray(value)) return value.map((one) => change(one, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, change(one, name)]),
    );
  };
  return change(original, '') as Plan;
}

async function exported(hostile: Plan): Promise<ReadonlyMap<string, string>> {
  const directory = mkdtempSync(join(folder, 'one-'));
  const pages = new Map<string, string>();
  const written = await exportPlan({
    plan: hostile,
    simulation,
    formats: ['html', 'pdf', 'csv', 'messages', 'md', 'ics', 'ps1', 'json'],
    language: 'both',
    hideNames: false,
    directory,
    zone: 'UTC',
    printPdf: (html) => {
      pages.set(`page ${String(pages.size + 1)} to print`, html);
      return Promise.resolve(ok(Buffer.from('%PDF-1.7')));
    },
  });
  if (!written.ok) throw new Error(written.failure.code);
  expect(await writeRollBackKit(hostile, directory, 'en')).toMatchObject({ ok: true });
  for (const name of readdirSync(directory)) {
    if (!name.endsWith('.pdf')) pages.set(name, readFileSync(join(directory, name), 'utf8'));
  }
  rmSync(directory, { recursive: true });
  return pages;
}

/** Rows of a CSV file; throws at anything but quoted fields, commas and CRLF. */
function fieldsOf(text: string): string[] {
  const fields: string[] = [];
  let rest = text.replace(/^\ufeff/, '');
  while (rest !== '') {
    const found = /^"((?:[^"]|"")*)"(,|\r\n)/.exec(rest);
    if (found === null) throw new Error(`not a quoted field: ${rest.slice(0, 80)}`);
    fields.push((found[1] ?? '').replaceAll('""', '"'));
    rest = rest.slice(found[0].length);
  }
  return fields;
}

/** The start of an element that Markdown would hand on to a browser. */
const element = /(?<!\\)<(?:script|img|svg|iframe|a )/;

/** What a spreadsheet takes for a formula, spaces it drops included. */
const runs = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

const tags = new Set(
  (
    'html head meta title style body main nav ul ol li a article header section h1 h2 h3 h4 p div ' +
    'span bdi strong em code pre table caption thead tbody tr th td dl dt dd svg g rect line path text ' +
    'defs pattern circle foreignObject figure figcaption details summary br hr footer small'
  ).split(' '),
);
const attributes =
  /^(?:\s+(?!on|style|src\b|srcdoc|action|formaction)[a-z][a-z0-9:-]*(?:="[^"<>]*")?)*$/i;

/** Throws at the first thing of a page that is not a known tag with quoted attributes, or text. */
function tagsOf(page: string): string[] {
  const names: string[] = [];
  const body = page.replace('<!doctype html>', '').replace(`<style>${reportStyle}</style>`, '');
  for (const part of body.split('<').slice(1)) {
    const found = /^(\/?)([a-z][a-zA-Z0-9]*)([^>]*)>/.exec(part);
    const [, end = '', name = '', more = ''] = found ?? [];
    const isKnown = found !== null && tags.has(name) && attributes.test(more.replace(/\/$/, ''));
    if (!isKnown || (end !== '' && more !== '')) throw new Error(`not ours: <${part.slice(0, 80)}`);
    const link = /href="([^"]*)"/.exec(more)?.[1];
    if (link !== undefined && !link.startsWith('#')) throw new Error(`a link out: ${link}`);
    if (/http-equiv="(?!Content-Security-Policy)/.test(more)) throw new Error(more);
    names.push(`${end}${name}`);
  }
  return names;
}

describe('what is exported', { timeout: 600_000 }, () => {
  it('holds no formula, whatever anything is called', async () => {
    const seen = new Set<string>();
    let fields = 0;
    let files = 0;
    for (let from = 0; from < formulas.length; from += 40) {
      let at = from;
      const pages = await exported(withTexts(plan, () => formulas[at++ % formulas.length] ?? ''));
      for (const [name, text] of pages) {
        if (!name.endsWith('.csv')) continue;
        files += 1;
        for (const field of fieldsOf(text)) {
          fields += 1;
          expect([name, field]).toEqual([name, expect.not.stringMatching(runs)]);
          expect(field).not.toMatch(/[\r\n\t]/);
          for (const mark of field.match(/cw\d+z/g) ?? []) seen.add(mark);
        }
      }
    }
    // Every one of them stood in some field.
    expect(seen.size).toBe(formulas.length);
    reached('P26', `0 formulas of ${formulas.length} in ${fields} fields of ${files} tables`, {
      formulas: formulas.length,
    });
  });

  it('holds no script, whatever anything is called', async () => {
    const harmless = await exported(withTexts(plan, () => 'name'));
    const skeleton = new Map(
      [...harmless].filter(([name]) => isPage(name)).map(([name, page]) => [name, tagsOf(page)]),
    );
    expect(skeleton.size).toBeGreaterThanOrEqual(5);
    for (const text of markup) {
      const pages = await exported(withTexts(plan, () => text));
      for (const [name, expected] of skeleton) {
        const page = pages.get(name) ?? '';
        expect([name, page.includes('alert(1)')]).toEqual([name, true]);
        expect([name, tagsOf(page)]).toEqual([name, expected]);
      }
      for (const [name, page] of pages) {
        if (!name.endsWith('.md')) continue;
        // Inside a fence everything is shown as it is; outside nothing may begin an element.
        const outside = page.replaceAll(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, '');
        expect([name, outside]).toEqual([name, expect.not.stringMatching(element)]);
      }
    }
    reached('P26', `0 scripts of ${markup.length} × ${skeleton.size} pages`, {
      scripts: markup.length,
    });
  });

  it('is looked at by a reader that sees a formula and a script', () => {
    expect(fieldsOf('\ufeff"a","=1"\r\n')).toEqual(['a', '=1']);
    expect(['=1', ' +1', '\t@a', '＝1'].every((one) => runs.test(one))).toBe(true);
    expect(() => fieldsOf('"a",=1\r\n')).toThrow();
    for (const text of markup.filter((one) => /<(script|img|svg|iframe|a )/.test(one))) {
      expect(() => tagsOf(`<p>${text}</p>`)).toThrow();
    }
    expect(() => tagsOf('<p class="a" onclick="x">')).toThrow();
    expect(() => tagsOf('<p class=a>')).toThrow();
  });
});

const isPage = (name: string): boolean => name.endsWith('.html') || name.endsWith('to print');
