import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PeopleQuery } from '../../../../shared/ipc/people-contract';
import { noFilters } from '../../../../shared/people/people-filters';
import { err, ok } from '../../../../shared/result';
import { failure } from '../../../../shared/diagnostic';
import {
  answerPeopleList,
  answerPerson,
  chosenIds,
  type PeopleDesk,
} from '../../../../src-main/workspace/answer-people';
import { PeopleTable } from '../../../../src-main/workspace/people-table';
import { Planning, type PlanningInput } from '../../../../src-main/workspace/planning';
import { manyPeople } from '../../../fixtures/many-people';
import { wholeList } from '../../../fixtures/people-on-disk';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

interface Desk extends PeopleDesk {
  /** What Planning was asked to work out, in order. */
  readonly worked: string[];
  input: PlanningInput;
}

function deskOf(tenant: PlanningInput): Desk {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-people-'));
  ends.push(() => rmSync(directory, { recursive: true, force: true }));
  const planning = new Planning({
    sha256,
    appVersion: '0.0.0',
    now: () => tenant.snapshot.takenAt,
  });
  const worked: string[] = [];
  for (const name of ['assessed', 'plan'] as const) {
    const work = planning[name].bind(planning) as (input: PlanningInput) => never;
    planning[name] = (input: PlanningInput) => {
      worked.push(name);
      return work(input);
    };
  }
  const people = new PeopleTable({ directory, freeBytes: () => null });
  ends.push(() => people.close());
  const desk: Desk = {
    worked,
    input: tenant,
    people,
    planning,
    planningInput: () => ok(desk.input),
    peopleKey: ({ snapshot, answers }) => sha256(JSON.stringify([snapshot.hash, answers])),
  };
  return desk;
}

async function list(desk: Desk, change: Partial<PeopleQuery> = {}) {
  const page = await answerPeopleList(desk, { ...wholeList, ...change });
  if (!page.ok) throw new Error(page.failure.code);
  return page.value;
}

const large = manyPeople(2_100);

describe('answering a list', () => {
  it('judges once, and makes no plan of a tenant that is not small', async () => {
    const desk = deskOf(large);
    const first = await list(desk);
    expect(first.total).toBe(2_100);
    expect(first.rows.every((row) => row.ring === null && row.track === null)).toBe(true);
    await list(desk, { search: 'user1', sort: 'readiness' });
    await list(desk, { list: 'february', offset: 5 });
    expect(desk.worked).toEqual(['assessed']);
  });

  it('makes the plan for a list by rings, and shows it in every list from then on', async () => {
    const desk = deskOf(large);
    const ring = await list(desk, { list: 'ring:1' });
    expect(ring.total).toBeGreaterThan(0);
    expect(ring.rows.every((row) => row.ring === 1)).toBe(true);
    const all = await list(desk, { sort: 'ring' });
    expect(all.rows[0]?.ring).toBe(0);
    expect(desk.worked.filter((name) => name === 'plan')).toHaveLength(1);
    const chosen = await list(desk, { filters: { ...noFilters, ring: ['ring:1'] } });
    expect(chosen.total).toBe(ring.total);
  });

  it('lists people where no plan can be made, and says why a ring cannot be listed', async () => {
    const unread = { kind: 'unread', reason: { code: 'refused', status: 403 } } as const;
    const desk = deskOf({
      ...large,
      snapshot: { ...large.snapshot, securityDefaults: unread },
    });
    expect((await list(desk)).total).toBe(2_100);
    const ring = await answerPeopleList(desk, { ...wholeList, list: 'ring:0' });
    expect(ring).toMatchObject({ ok: false, failure: { code: 'plan/snapshot-incomplete' } });
  });

  it('says why when users were not read: nobody listed is not nobody there', async () => {
    const unread = { kind: 'unread', reason: { code: 'refused', status: 403 } } as const;
    const desk = deskOf({ ...large, snapshot: { ...large.snapshot, users: unread } });
    expect(await list(desk)).toMatchObject({ total: 0, unread: 'refused' });
    expect((await list(deskOf(manyPeople(20)))).unread).toBeNull();
  });

  it('asks for the subjects of a finding, as the assessment has them', async () => {
    const desk = deskOf(scenarioSnapshot(readScenario('S02')));
    expect((await list(desk, { list: 'finding:OATH-SPLIT' })).total).toBe(3);
    expect((await list(desk, { list: 'finding:PHONE-ONLY-FEB27' })).total).toBe(7);
  });

  it('answers for what stands now when it changes meanwhile', async () => {
    const desk = deskOf(large);
    const small = manyPeople(50);
    const waiting = list(desk);
    desk.input = { ...small, snapshot: { ...small.snapshot, hash: '1'.repeat(64) } };
    const next = list(desk);
    expect((await waiting).total).toBe(50);
    expect((await next).total).toBe(50);
  });

  it('makes a table anew that turns out damaged while it is read', async () => {
    const desk = deskOf(manyPeople(50));
    await list(desk);
    const read = desk.people.window.bind(desk.people);
    let times = 0;
    desk.people.window = (...input) => {
      times += 1;
      if (times === 1) throw Object.assign(new Error('malformed'), { errcode: 11 });
      return read(...input);
    };
    expect((await list(desk)).total).toBe(50);
    expect(times).toBe(2);
  });

  it('lets a bug be seen as one', async () => {
    const desk = deskOf(manyPeople(50));
    desk.people.window = () => {
      throw new TypeError('bug');
    };
    await expect(list(desk)).rejects.toThrow('bug');
  });

  it('passes on why nothing can be listed', async () => {
    const desk = deskOf(large);
    const refused = failure('store/not-found', { path: 'x' });
    const closed = { ...desk, planningInput: () => err(refused) };
    expect(await answerPeopleList(closed, wholeList)).toEqual({ ok: false, failure: refused });
  });
});

describe('answering for a person', () => {
  const userId = (input: PlanningInput): string =>
    input.snapshot.users.kind === 'read' ? (input.snapshot.users.value[5]?.id ?? '') : '';

  it('waits for no plan unless asked', () => {
    const desk = deskOf(large);
    const quick = answerPerson(desk, large, { userId: userId(large), withPlan: false });
    if (!quick.ok) throw new Error(quick.failure.code);
    expect(quick.value.isPlanned).toBe(false);
    expect(quick.value.points.map(({ point }) => point)).toEqual([
      ...['today', '2027-02-01', '2027-07-01'],
    ]);
    expect(desk.worked).not.toContain('plan');
    const whole = answerPerson(desk, large, { userId: userId(large), withPlan: true });
    if (!whole.ok) throw new Error(whole.failure.code);
    expect(whole.value.isPlanned).toBe(true);
    // What does not depend on the plan is the same either way.
    const today = whole.value.points.find(({ point }) => point === 'today');
    expect(today).toEqual(quick.value.points[0]);
  });

  it('knows nobody by another id', () => {
    const desk = deskOf(large);
    expect(answerPerson(desk, large, { userId: 'nobody', withPlan: false })).toMatchObject({
      ok: false,
      failure: { code: 'input/unknown-user' },
    });
  });
});

describe('people chosen by a question', () => {
  const question = { by: 'query', list: 'all', search: '', filters: noFilters } as const;
  const idsOf = async (desk: Desk, who: Parameters<typeof chosenIds>[1]) => {
    const ids = await chosenIds(desk, who);
    if (!ids.ok) throw new Error(ids.failure.code);
    return ids.value;
  };

  it('are all it leaves, far beyond one window, but those unticked', async () => {
    const desk = deskOf(large);
    const all = await idsOf(desk, { ...question, without: [] });
    expect(new Set(all).size).toBe(2_100);
    const page = await list(desk, { search: 'user1', sort: 'upn' });
    const found = await idsOf(desk, { ...question, search: 'user1', without: [page.rows[0]!.id] });
    expect(found).toHaveLength(page.total - 1);
    expect(found).not.toContain(page.rows[0]!.id);
    expect(found).toContain(page.rows[1]!.id);
  });

  it('are those of one ring, once the plan is there', async () => {
    const desk = deskOf(large);
    const page = await list(desk, { list: 'ring:1' });
    expect(page.total).toBeGreaterThan(0);
    const ids = await idsOf(desk, { ...question, list: 'ring:1', without: [] });
    expect(ids).toHaveLength(page.total);
    expect(page.rows.every(({ id }) => ids.includes(id))).toBe(true);
  });

  it('are the named ones where rows were ticked one by one', async () => {
    const desk = deskOf(large);
    expect(await idsOf(desk, { by: 'ids', ids: ['a', 'b'] })).toEqual(['a', 'b']);
    expect(desk.worked).toEqual([]);
  });
});
