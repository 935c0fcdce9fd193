import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkLayers } from '../tools/check-layers';

const rootFolder = join(import.meta.dirname, '../..');

test('the walls of the house stand', { timeout: 60_000 }, () => {
  expect(checkLayers(rootFolder).join('\n')).toBe('');
});

test('the second evaluator takes types alone of the people and of the tenant it judges', () => {
  const lent = /^import (?!type )[^;]*from '\.\.\/(?:assess|plan)\/[^']*';/gm;
  const files = [
    ...['second-opinion', 'trial-membership', 'trial-strengths', 'methods-by-trial'],
    'situations',
  ];
  const texts = files.map((name) =>
    readFileSync(join(rootFolder, `shared/lockout/${name}.ts`), 'utf8'),
  );
  expect(texts.flatMap((text) => text.match(lent) ?? [])).toEqual([]);
  const broken = "import { applyStep } from '../plan/post-image';";
  expect(broken.match(lent)).toEqual([broken]);
});

describe('the checker itself', () => {
  const folders: string[] = [];

  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  function check(files: Readonly<Record<string, string>>): string[] {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-layers-'));
    folders.push(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return checkLayers(folder, [...new Set(Object.keys(files).map((path) => path.split('/')[0]!))]);
  }

  test('lets a clean tree pass', () => {
    const faults = check({
      'shared/result.ts': 'export const a = 1;\n',
      'shared/plan/plan.ts': "import * as v from 'valibot';\nimport { a } from '../result';\n",
      'src-main/rollout/apply-step.ts': "import { w } from '../graph/writes';\n",
      'src-main/graph/writes.ts': "import { request } from 'node:https';\nexport const w = 1;\n",
      'src-main/store/drivers.ts': "const sqlite = require('node:sqlite');\n",
      'src-renderer/App.svelte':
        '<script lang="ts">\nimport { a } from \'../shared/result\';\n</script>\n',
    });
    expect(faults).toEqual([]);
  });

  test.each([
    ['shared/a.ts', "import 'node:fs';", 'shared/a.ts:1 shared may not import node:fs'],
    [
      'shared/a.ts',
      "\nimport x from '../src-main/main';",
      'shared/a.ts:2 shared may not import src-main/main',
    ],
    [
      'shared/lockout/methods-by-trial.ts',
      "import { indexGroups } from '../assess/membership';",
      'shared/lockout/methods-by-trial.ts:1 shared/lockout/second-opinion may not import shared/assess/membership',
    ],
    [
      'shared/lockout/trial-membership.ts',
      "import { knownMembers } from '../assess/known-members';",
      'shared/lockout/trial-membership.ts:1 shared/lockout/second-opinion may not import shared/assess/known-members',
    ],
    [
      'shared/lockout/second-opinion.ts',
      "import { usableMethods } from './usable-methods';",
      'shared/lockout/second-opinion.ts:1 shared/lockout/second-opinion may not import shared/lockout/usable-methods',
    ],
    ['shared/a.ts', "import 'svelte';", 'shared/a.ts:1 shared may not import svelte'],
    [
      'src-renderer/a.ts',
      "import 'electron';",
      'src-renderer/a.ts:1 src-renderer may not import electron',
    ],
    [
      'src-renderer/a.ts',
      "type T = import('../src-main/x').T;",
      'src-renderer/a.ts:1 src-renderer may not import src-main/x',
    ],
    [
      'src-renderer/A.svelte',
      "<p>x</p>\n<script>\nimport 'node:fs';\n</script>",
      'src-renderer/A.svelte:3 src-renderer may not import node:fs',
    ],
    [
      'src-renderer/charts/A.svelte',
      "<script>import '../state/plan.svelte';</script>",
      'src-renderer/charts/A.svelte:1 src-renderer/{charts,report} may not import src-renderer/state/plan.svelte',
    ],
    [
      'src-main/graph/a.ts',
      "import 'electron';",
      'src-main/graph/a.ts:1 src-main/graph may not import electron',
    ],
    [
      'src-main/graph/a.ts',
      "import '../rollout/x';",
      'src-main/graph/a.ts:1 src-main/graph may not import src-main/rollout/x',
    ],
    [
      'src-main/rollout/a.ts',
      "const x = await import('../fleet/x');",
      'src-main/rollout/a.ts:1 src-main/rollout may not import src-main/fleet/x',
    ],
    [
      'src-main/rollout/recover.ts',
      "import '../graph/writes';",
      'src-main/rollout/recover.ts:1 graph/writes is imported by rollout/apply-step alone',
    ],
    [
      'src-main/store/database.ts',
      "import 'node:sqlite';",
      'src-main/store/database.ts:1 SQLite drivers are loaded by store/drivers alone',
    ],
    [
      'src-main/store/database.ts',
      "require('@photostructure/sqlite');",
      'src-main/store/database.ts:1 SQLite drivers are loaded by store/drivers alone',
    ],
    [
      'src-main/practice-tenant/a.ts',
      "import '../../shared/lockout/verdict';",
      'src-main/practice-tenant/a.ts:1 src-main/practice-tenant may not import shared/lockout/verdict',
    ],
    [
      'src-main/auth/a.ts',
      "import './keyring';",
      'src-main/auth/a.ts:1 src-main/auth may not import src-main/auth/keyring',
    ],
    [
      'src-main/cli/a.ts',
      "import '../app/window';",
      'src-main/cli/a.ts:1 src-main/cli may not import src-main/app/window',
    ],
    [
      'src-main/preload.ts',
      "import 'valibot';",
      'src-main/preload.ts:1 src-main/preload may not import valibot',
    ],
    [
      'src-main/new-room/a.ts',
      "import 'valibot';",
      'src-main/new-room/a.ts:1 this folder is in no room of test/tools/import-rules.mjs',
    ],
    [
      'src-main/rollout/a.ts',
      'const x = await import(name);',
      'src-main/rollout/a.ts:1 an import computed at run time',
    ],
    [
      'shared/utils.ts',
      'export const a = 1;',
      'shared/utils.ts:1 a name that says nothing about its content',
    ],
    [
      'shared/a.ts',
      "export * from './b';\nexport { c } from './c';",
      'shared/a.ts:1 a barrel: only re-exports',
    ],
    ['shared/a.ts', 'export const a = 1;\n'.repeat(251), 'shared/a.ts:251 longer than 250 lines'],
  ])('case %# in %s is reported', (path, text, fault) => {
    expect(check({ [path]: text })).toEqual([fault]);
  });

  test('a file of exactly 250 lines passes', () => {
    expect(check({ 'shared/a.ts': 'export const a = 1;\n'.repeat(250) })).toEqual([]);
  });

  test('an import cycle is reported once, as a chain', () => {
    const faults = check({
      'shared/a.ts': "import { b } from './b';\nexport const a = b;\n",
      'shared/b.ts': "import { c } from './c/c';\nexport const b = c;\n",
      'shared/c/c.ts': "import type { A } from '../a';\nexport const c = 1;\n",
    });
    expect(faults).toEqual([
      'shared/a.ts:1 an import cycle: shared/a.ts → shared/b.ts → shared/c/c.ts → shared/a.ts',
    ]);
  });
});
