import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { AssessInput } from '../../../../shared/assess/assessment';
import { ok } from '../../../../shared/result';
import { openTenantStore } from '../../../../src-main/store/open-store';
import { PeopleFile } from '../../../../src-main/store/people-file';
import { listPeople } from '../../../../src-main/workspace/people-view';
import { PeopleTable, type PeopleInput } from '../../../../src-main/workspace/people-table';
import { manyPeople } from '../../../fixtures/many-people';
import { wholeList } from '../../../fixtures/people-on-disk';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-people-'));
  ends.push(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function tableIn(directory: string, free: number | null = null): PeopleTable {
  const table = new PeopleTable({ directory, freeBytes: () => free });
  ends.push(() => table.close());
  return table;
}

function inputOf(key: string, tenant: AssessInput, judged: string[] = []): PeopleInput {
  return {
    key,
    snapshot: tenant.snapshot,
    people: () => {
      judged.push(key);
      const assessed = assess(tenant);
      return assessed.ok ? ok(assessed.value.people) : assessed;
    },
  };
}

/** Files of people lists; beside them lie their logs. */
function filesIn(directory: string): string[] {
  return readdirSync(directory).filter((name) => /^people-.*\.db$/.test(name));
}

const totalOf = (table: PeopleTable): number =>
  listPeople({ table, scope: null, unread: null, policyNames: new Map() }, wholeList).total;

const small = manyPeople(60);
const other = manyPeople(80);

describe('the people table', () => {
  it('is made once for an input, also across starts, and judges nobody for a question', async () => {
    const directory = folder();
    const judged: string[] = [];
    const table = tableIn(directory);
    await Promise.all([1, 2].map(() => table.ensure(inputOf('a', small, judged))));
    await table.ensure(inputOf('a', small, judged));
    expect(totalOf(table)).toBe(60);
    table.close();
    const next = tableIn(directory);
    expect(await next.ensure(inputOf('a', small, judged))).toMatchObject({ ok: true });
    expect(totalOf(next)).toBe(60);
    expect(judged).toEqual(['a']);
  });

  it('never shows the rows of another input', async () => {
    const directory = folder();
    const table = tableIn(directory);
    await table.ensure(inputOf('a', small));
    await table.ensure(inputOf('b', other));
    expect([table.key, totalOf(table)]).toEqual(['b', 80]);
    table.close();
    const next = tableIn(directory);
    await next.ensure(inputOf('a', small));
    expect([next.key, totalOf(next)]).toEqual(['a', 60]);
  });

  it('gives way to a newer input, and what is half made counts for nothing', async () => {
    const directory = folder();
    const table = tableIn(directory);
    const large = manyPeople(6_000);
    const older = table.ensure(inputOf('a', large));
    const newer = table.ensure(inputOf('b', small));
    expect(await older).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    expect(await newer).toMatchObject({ ok: true });
    expect([table.key, totalOf(table)]).toEqual(['b', 60]);
    const stopped = table.ensure(inputOf('c', large));
    await new Promise((resolve) => setTimeout(resolve, 30));
    table.close();
    expect(await stopped).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    const file = new PeopleFile(directory);
    ends.push(() => file.close());
    file.open('c');
    expect(file.key).toBeNull();
  });

  it('goes back to an input while its first fill was being stopped', async () => {
    const table = tableIn(folder());
    const answers = await Promise.all([
      table.ensure(inputOf('a', small)),
      table.ensure(inputOf('b', other)),
      table.ensure(inputOf('a', small)),
    ]);
    expect(answers.map((answer) => answer.ok)).toEqual([false, false, true]);
    expect([table.key, totalOf(table)]).toEqual(['a', 60]);
  });

  it('makes a damaged file anew, at its start and in its midst', async () => {
    const directory = folder();
    const judged: string[] = [];
    const table = tableIn(directory);
    await table.ensure(inputOf('a', small));
    const [name = ''] = filesIn(directory);
    table.close();
    for (const suffix of ['', '-wal', '-shm']) {
      writeFileSync(join(directory, name + suffix), 'no database at all');
    }
    const next = tableIn(directory);
    expect(await next.ensure(inputOf('a', small, judged))).toMatchObject({ ok: true });
    expect(judged).toEqual(['a']);
    expect(totalOf(next)).toBe(60);
    next.drop();
    expect(next.key).toBeNull();
    await next.ensure(inputOf('a', small, judged));
    expect(judged).toEqual(['a', 'a']);
    expect(totalOf(next)).toBe(60);
  });

  it('leaves one file behind, whatever it made before', async () => {
    const directory = folder();
    const table = tableIn(directory);
    await table.ensure(inputOf('a', small));
    await table.ensure(inputOf('b', other));
    await table.ensure(inputOf('a', small));
    expect(filesIn(directory)).toEqual(['people-a-0.db']);
  });

  it('leaves a nearly full disk to the journal', async () => {
    const directory = folder();
    const table = tableIn(directory, 32 * 1024 * 1024);
    expect(await table.ensure(inputOf('a', small))).toMatchObject({
      ok: false,
      failure: { code: 'store/unwritable', values: { code: 'ENOSPC' } },
    });
    expect(filesIn(directory)).toEqual([]);
  });

  it('shares no transaction with the journal, and its file is private', async () => {
    const directory = folder();
    const store = openTenantStore(directory, { mode: 'write', clock: { now: () => Date.now() } });
    if (!store.ok) throw new Error(store.failure.code);
    ends.push(() => store.value.close());
    const file = new PeopleFile(store.value.directory);
    ends.push(() => file.close());
    expect(file.begin('a')).toMatchObject({ ok: true });
    const inside = file.change((database) => {
      database.exec("INSERT INTO content VALUES (1,'half')");
      expect(store.value.settings.set('one', 1)).toMatchObject({ ok: true });
    });
    expect(inside).toMatchObject({ ok: true });
    expect(store.value.halted).toBeNull();
    expect(statSync(join(directory, 'people-a-0.db')).mode & 0o777).toBe(0o600);
  });
});
