import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { PeoplePage, PeopleQuery } from '../../../../shared/ipc/people-contract';
import { ok } from '../../../../shared/result';
import { answerPeopleList, type PeopleDesk } from '../../../../src-main/workspace/answer-people';
import { PeopleTable } from '../../../../src-main/workspace/people-table';
import { Planning, type PlanningInput } from '../../../../src-main/workspace/planning';
import { manyPeople } from '../../../fixtures/many-people';
import { wholeList } from '../../../fixtures/people-on-disk';
import { sha256 } from '../../../fixtures/stable-id';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

type Desk = PeopleDesk & { input: PlanningInput };

function deskOf(tenant: PlanningInput): Desk {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-people-'));
  ends.push(() => rmSync(directory, { recursive: true, force: true }));
  const now = (): string => tenant.snapshot.takenAt;
  const people = new PeopleTable({ directory, freeBytes: () => null });
  ends.push(() => people.close());
  const desk: Desk = {
    ...{ input: tenant, people },
    planning: new Planning({ sha256, appVersion: '0.0.0', now }),
    planningInput: () => ok(desk.input),
    peopleKey: ({ snapshot }) => sha256(snapshot.hash),
  };
  return desk;
}

async function list(desk: Desk, change: Partial<PeopleQuery> = {}): Promise<PeoplePage> {
  const page = await answerPeopleList(desk, { ...wholeList, ...change });
  if (!page.ok) throw new Error(page.failure.code);
  return page.value;
}

/** Three slices. */
const many = 2_400;
const large = manyPeople(many);
const part = { mayBePart: true };

it('shows what is there while the table is made, then the whole', async () => {
  const desk = deskOf(large);
  const pages = [await list(desk, part)];
  while (pages.at(-1)?.filling !== undefined) {
    // A page asks over a pipe; the table goes on meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    pages.push(await list(desk, part));
  }
  const [first] = pages;
  expect(first?.filling).toEqual({ done: 1_000, of: many });
  expect([first?.of, first?.total, first?.rows.length]).toEqual([1_000, 1_000, 200]);
  const done = pages.map((page) => page.filling?.done ?? page.of);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done.at(-1)).toBe(many);
  // Nothing of the part is left in what the whole says.
  expect(pages.at(-1)).toEqual(await list(deskOf(large)));
});

it('filters, sorts and searches the part as it would the whole', async () => {
  const desk = deskOf(large);
  await list(desk, part);
  const found = await list(desk, { ...part, search: 'user12', sort: 'upn', descending: true });
  expect(found.filling).toBeDefined();
  const upns = found.rows.map((row) => row.upn);
  expect(upns.length).toBeGreaterThan(0);
  expect(upns.every((upn) => upn.includes('user12'))).toBe(true);
  const february = await list(desk, { ...part, list: 'february' });
  expect(february.total).toBeGreaterThan(0);
  expect(february.total).toBeLessThan(february.filling?.done ?? 0);
});

it.each([
  ['a question that does not say a part will do', {}],
  ['people whom a finding names', { ...part, list: 'finding:PHONE-ONLY-FEB27' }],
  ['a list by rings', { ...part, list: 'ring:0' }],
])('waits for the whole with %s', async (_name, change) => {
  const desk = deskOf(large);
  await list(desk, part);
  expect((await list(desk, change)).filling).toBeUndefined();
});

it('has rings as soon as it is whole, also where the part was asked for first', async () => {
  const desk = deskOf(large);
  const planned = desk.planning.plan(desk.input);
  expect(planned.ok).toBe(true);
  expect((await list(desk, part)).rows.every((row) => row.ring === null)).toBe(true);
  const whole = await list(desk);
  expect(whole.rows.some((row) => row.ring !== null)).toBe(true);
});

it('shows no part of another tenant', async () => {
  const desk = deskOf(large);
  await list(desk, part);
  const small = manyPeople(50);
  desk.input = { ...small, snapshot: { ...small.snapshot, hash: '1'.repeat(64) } };
  expect(await list(desk, part)).toMatchObject({ total: 50, of: 50 });
});

it('is whole at once where all rows come at once', async () => {
  expect((await list(deskOf(manyPeople(50)), part)).filling).toBeUndefined();
});
