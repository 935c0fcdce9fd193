import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainPerson } from '../../../../shared/assess/judged-person';
import { assess } from '../../../../shared/assess/assess';
import { serializePlan, parsePlan } from '../../../../shared/plan/plan-file';
import { sha256 } from '../../../../src-main/files/sha256';
import { PeopleTable } from '../../../../src-main/workspace/people-table';
import { buildPersonView } from '../../../../src-main/workspace/person-view';
import { listPlanPeople, viewPlanPerson } from '../../../../src-main/workspace/plan-people';
import { wholeList } from '../../../fixtures/people-on-disk';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioPlan } from '../../../fixtures/scenario-plan';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const input = scenarioSnapshot(readScenario('S02'));
const filed = parsePlan(serializePlan(scenarioPlan('S02').plan), sha256);
if (!filed.ok) throw new Error(filed.failure.code);
const plan = filed.value;
const assessed = assess(input);
if (!assessed.ok) throw new Error(assessed.failure.code);
const { people, assessment } = assessed.value;

let directory = '';
let table: PeopleTable;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'causeway-filed-'));
  table = new PeopleTable({ directory, freeBytes: () => null });
});
afterAll(() => {
  table.close();
  rmSync(directory, { recursive: true, force: true });
});

async function idsIn(list: string): Promise<readonly string[]> {
  const page = await listPlanPeople(table, plan, { ...wholeList, list });
  if (!page.ok) throw new Error(page.failure.code);
  return page.value.rows.map(({ id }) => id).sort();
}

describe('the people of a plan file', () => {
  it('are everybody the plan is about, in its rings', async () => {
    expect(await idsIn('all')).toEqual(plan.people.map(({ id }) => id).sort());
    for (const { ring, members } of plan.rings) {
      expect(await idsIn(`ring:${ring}`)).toEqual([...members].sort());
    }
  });

  it('are the subjects of its findings', async () => {
    const finding = assessment.findings.find(({ code }) => code === 'PHONE-ONLY-FEB27');
    const ids = finding?.subjects.map(({ id }) => id) ?? [];
    expect(ids.length).toBeGreaterThan(0);
    expect(await idsIn('finding:PHONE-ONLY-FEB27')).toEqual([...ids].sort());
    expect(await idsIn('finding:NO-SUCH')).toEqual([]);
  });

  it('are told as the tenant tells them, but for what a plan does not hold', () => {
    for (const { id } of plan.people) {
      const ofTenant = buildPersonView(input, people, plan, id);
      const ofFile = viewPlanPerson(plan, id);
      if (!ofFile.ok || ofTenant === null) throw new Error(id);
      const { row, points, policies, dateReason, methods, reachableReplacements } = ofTenant;
      expect(ofFile.value).toMatchObject({
        ...{ points, policies, dateReason, methods, reachableReplacements },
        row: { ...row, unknowns: [] },
        ...{ isOfFile: true, isPlanned: true, groups: [], answers: [] },
      });
      expect(ofFile.value.exclusions.map((one) => [one.id, one.through])).toEqual(
        ofTenant.exclusions.map((one) => [one.id, one.through]),
      );
    }
  });

  it('are not said to be refused a method where the policy is not known', () => {
    const one = plan.people.find(({ methods }) => (methods ?? []).length > 0);
    if (one === undefined) throw new Error('nobody has a method');
    const unknown = { ...one, allowedMethods: null };
    const unread = { ...plan, people: plan.people.map((own) => (own === one ? unknown : own)) };
    const ofFile = viewPlanPerson(unread, one.id);
    const all = people.map((own) =>
      own.id === one.id ? { ...plainPerson(own), allowedMethods: null } : own,
    );
    const ofTenant = buildPersonView(input, all, plan, one.id);
    const allowed = [ofFile.ok ? ofFile.value.methods : [], ofTenant?.methods ?? []];
    for (const methods of allowed) {
      expect(methods.length).toBeGreaterThan(0);
      expect(methods.map((method) => method.allowed)).toEqual(methods.map(() => null));
    }
  });

  it('do not hold somebody nobody knows', () => {
    expect(viewPlanPerson(plan, 'nobody')).toMatchObject({
      failure: { code: 'input/unknown-user' },
    });
  });
});
