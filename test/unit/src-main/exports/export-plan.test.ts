import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportEach, exportPlan } from '../../../../src-main/exports/export-plan';
import { renderHtml, styleHash } from '../../../../src-main/exports/render-html';
import { writeRollBackKit } from '../../../../src-main/exports/roll-back-kit';
import { scenarioPlan } from '../../../fixtures/scenario-plan';
import { failure, type Failure } from '../../../../shared/diagnostic';
import { err, ok, type Result } from '../../../../shared/result';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-export-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
const { plan, simulation } = scenarioPlan('S02');
const printed = Buffer.from('%PDF-1.7 of the page');
const pages: string[] = [];
const base = {
  plan,
  simulation,
  hideNames: false,
  zone: 'UTC',
  printPdf: (html: string): Promise<Result<Uint8Array, Failure>> => {
    pages.push(html);
    return Promise.resolve(ok(printed));
  },
} as const;

describe('exporting a plan', () => {
  it('writes the asked formats, private, with a manifest that holds their hashes', async () => {
    const files = await exportPlan({
      ...base,
      formats: ['html', 'csv', 'json', 'md'],
      language: 'both',
      directory: join(folder, 'new', 'folder'),
    });
    const directory = join(folder, 'new', 'folder');
    expect(files.ok).toBe(true);
    expect(readdirSync(directory).sort()).toEqual([
      'answers.en.csv',
      'answers.ja.csv',
      'findings.en.csv',
      'findings.ja.csv',
      'manifest.json',
      'people.en.csv',
      'people.ja.csv',
      'report.en.md',
      'report.html',
      'report.ja.md',
      'report.json',
      'steps.en.csv',
      'steps.ja.csv',
    ]);
    const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as {
      schema: string;
      planHash: string;
      files: { name: string; sha256: string; bytes: number }[];
    };
    expect(manifest).toMatchObject({ schema: 'causeway-manifest/1', planHash: plan.planHash });
    expect(manifest.files).toHaveLength(12);
    for (const { name, sha256, bytes } of manifest.files) {
      const content = readFileSync(join(directory, name));
      expect(content.length).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
    const json = JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8')) as object;
    expect(json).toMatchObject({ schema: 'causeway-report/1', planHash: plan.planHash });
  });

  it('says which folder cannot be written', async () => {
    writeFileSync(join(folder, 'taken'), '');
    const result = await exportPlan({
      ...base,
      formats: ['html'],
      language: 'en',
      directory: join(folder, 'taken'),
    });
    expect(result).toMatchObject({ failure: { code: 'file/unwritable' } });
  });

  it('writes nothing at all where one of its names is taken', async () => {
    const ask = () =>
      exportPlan({ ...base, formats: ['json', 'csv'], language: 'en', directory: folder });
    writeFileSync(join(folder, 'people.csv'), 'mine');
    expect(await ask()).toMatchObject({ failure: { code: 'file/exists' } });
    rmSync(join(folder, 'people.csv'));
    mkdirSync(join(folder, 'manifest.json'));
    expect(await ask()).toMatchObject({ failure: { code: 'file/unwritable' } });
    expect(readdirSync(folder)).toEqual(['manifest.json']);
    rmSync(join(folder, 'manifest.json'), { recursive: true });
    expect(await ask()).toMatchObject({ ok: true });
    expect(await ask()).toMatchObject({ ok: true });
  });
});

describe('the page', () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
  const page = renderHtml([
    {
      language: 'en',
      title: evil,
      subtitle: evil,
      sections: [
        {
          id: 'a',
          title: evil,
          blocks: [
            { kind: 'figures', items: [{ value: evil, label: evil, note: evil, tone: 'plain' }] },
            { kind: 'text', text: evil },
            { kind: 'facts', rows: [{ term: evil, text: evil }] },
            {
              kind: 'table',
              caption: evil,
              columns: [{ title: evil, isNumber: false }],
              rows: [[evil]],
            },
            { kind: 'bar', caption: evil, segments: [{ label: evil, count: 1 }] },
            { kind: 'list', items: [evil] },
            {
              kind: 'steps',
              items: [
                {
                  ...{ id: evil, title: evil, ring: evil, why: evil, people: evil, prior: evil },
                  ...{
                    planned: `{${evil}`,
                    wayBack: evil,
                    instructions: evil,
                    gate: evil,
                    reach: evil,
                  },
                  requests: [{ line: evil, body: evil, times: evil }],
                },
              ],
            },
          ],
        },
      ],
    },
  ]);

  it('holds no element that came from data', () => {
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>(?!&)/);
    expect([...page.matchAll(/&lt;script&gt;/g)].length).toBeGreaterThan(15);
  });

  it('allows nothing but its own style sheet', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style, 'utf8').digest('base64');
    expect(hash).toBe(styleHash());
    expect(page).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(page).not.toMatch(/ style="|https?:\/\//);
  });
});

describe('the kit on disk', () => {
  it('is a page in both languages and the same requests as JSON', async () => {
    expect(await writeRollBackKit(plan, join(folder, 'kit'), 'ja')).toMatchObject({ ok: true });
    const page = readFileSync(join(folder, 'kit', 'roll-back-kit.html'), 'utf8');
    expect(page.indexOf('lang="ja"')).toBeLessThan(page.indexOf('lang="en"'));
    const kit = JSON.parse(
      readFileSync(join(folder, 'kit', 'roll-back-kit.json'), 'utf8'),
    ) as object;
    expect(kit).toMatchObject({ schema: 'causeway-kit/1', planHash: plan.planHash });
  });
});

describe('PDF', () => {
  it('is the report, one file a language, each with its hash', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'causeway-pdf-'));
    pages.length = 0;
    const files = await exportPlan({ ...base, formats: ['pdf'], language: 'both', directory });
    if (!files.ok) throw new Error(files.failure.code);
    expect(files.value.map(({ name }) => name)).toEqual([
      'report.en.pdf',
      'report.ja.pdf',
      'manifest.json',
    ]);
    expect(pages.map((page) => /<html lang="(\w\w)">/.exec(page)?.[1])).toEqual(['en', 'ja']);
    expect(readFileSync(join(directory, 'report.ja.pdf'))).toEqual(printed);
  });

  it('that cannot be printed is said, and no manifest claims it', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'causeway-pdf-'));
    const refuse = {
      printPdf: () => Promise.resolve(err(failure('file/not-printed', { detail: 'x' }))),
    };
    const input = {
      ...base,
      ...refuse,
      formats: ['pdf'] as const,
      language: 'en' as const,
      directory,
    };
    expect(await exportPlan(input)).toMatchObject({ failure: { code: 'file/not-printed' } });
    expect(existsSync(join(directory, 'manifest.json'))).toBe(false);
  });

  it('holds up no other file in the window, and is written by the next try alone', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'causeway-pdf-'));
    const wanted = {
      ...{ ...base, formats: ['pdf', 'json'] as const, language: 'en' as const, directory },
    };
    const refused = err(failure('file/not-printed', { detail: 'x' }));
    const first = await exportEach({ ...wanted, printPdf: () => Promise.resolve(refused) });
    if (!first.ok) throw new Error(first.failure.code);
    expect(first.value.failed).toEqual([{ name: 'report.pdf', failure: refused.failure }]);
    const inManifest = () =>
      (
        JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as {
          files: { name: string }[];
        }
      ).files.map(({ name }) => name);
    expect(inManifest()).toEqual(['report.json']);
    const { ino } = statSync(join(directory, 'report.json'));
    const second = await exportEach(wanted, first.value.files);
    expect(second).toMatchObject({ ok: true, value: { failed: [] } });
    expect(inManifest().sort()).toEqual(['report.json', 'report.pdf']);
    expect(statSync(join(directory, 'report.json')).ino).toBe(ino);
  });
});
