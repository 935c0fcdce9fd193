import { failure, type Failure } from '../../shared/diagnostic';
import type { CallInput } from '../../shared/ipc/contract-types';
import type { ChosenPeople } from '../../shared/ipc/chosen-people';
import type { PeoplePage, PeopleQuery, PersonView } from '../../shared/ipc/people-contract';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { sqlCode } from '../store/database';
import { impactOf } from './known-impact';
import { findingOf, listRule } from './people-lists';
import { listIds, listPeople, type ListInput } from './people-view';
import { buildPersonView } from './person-view';
import type { PlanningInput } from './planning';
import type { Workspace } from './workspace';

/** What of the open workspace a question about people needs. */
export type PeopleDesk = Pick<Workspace, 'planningInput' | 'peopleKey' | 'people' | 'planning'>;

/** Input that changes while the table is made, or a damaged table: asked for once or twice more. */
const attempts = 3;

/**
 * One window of a list. The table behind it is made on the first question about its input; neither
 * the assessment nor the plan is worked out again for a question, and a list by rings alone waits
 * for the plan. Whoever can do with a part gets what is there while the table is made.
 */
export function answerPeopleList(
  workspace: PeopleDesk,
  query: PeopleQuery,
): Promise<Result<PeoplePage, Failure>> {
  return fromTable(workspace, query, listPeople);
}

/** The ids of the people somebody chose; those of a question come from the whole table. */
export async function chosenIds(
  workspace: PeopleDesk,
  who: ChosenPeople,
): Promise<Result<readonly string[], Failure>> {
  if (who.by === 'ids') return ok(who.ids);
  const { list, search, filters } = who;
  const order = { sort: 'name', descending: false, offset: 0, limit: 1 } as const;
  const found = await fromTable(workspace, { list, search, filters, ...order }, listIds);
  if (!found.ok || who.without.length === 0) return found;
  const without = new Set(who.without);
  return ok(found.value.filter((id) => !without.has(id)));
}

async function fromTable<T>(
  workspace: PeopleDesk,
  query: PeopleQuery,
  read: (input: ListInput, query: PeopleQuery) => T,
): Promise<Result<T, Failure>> {
  for (let attempt = 1; ; attempt += 1) {
    const input = workspace.planningInput();
    if (!input.ok) return input;
    const key = workspace.peopleKey(input.value);
    const people = async () => {
      const prepared = await workspace.planning.prepare('assessed', input.value);
      if (!prepared.ok) return prepared;
      const assessed = workspace.planning.assessed(input.value);
      return assessed.ok ? ok(assessed.value.people) : assessed;
    };
    const wanted = { key, snapshot: input.value.snapshot, people };
    const ready = await workspace.people.ensure(wanted, mayBePart(query));
    const isLast = attempt === attempts;
    if (!ready.ok && (ready.failure.code !== 'step/cancelled' || isLast)) return ready;
    const prepared = await prepareFor(workspace, input.value, query);
    if (!prepared.ok) return prepared;
    if (workspace.people.key !== key) {
      // Another input came meanwhile: its rows are not what was asked for.
      if (isLast) return err(failure('step/cancelled'));
      continue;
    }
    try {
      const asked = listInput(workspace, input.value, query);
      return asked.ok ? ok(read(asked.value, query)) : asked;
    } catch (error) {
      if (sqlCode(error) === null || isLast) throw error;
      workspace.people.drop();
    }
  }
}

function listInput(
  workspace: PeopleDesk,
  input: PlanningInput,
  query: PeopleQuery,
): Result<ListInput, Failure> {
  const table = workspace.people;
  const plan = planFor(workspace, input, query);
  if (!plan.ok) return plan;
  // Who has no row yet could not be placed; it is done once the table is whole.
  const placed = table.part === null ? table.place(plan.value) : ok(undefined);
  if (!placed.ok) return placed;
  const code = findingOf(query.list);
  let scope: number | null = null;
  if (code !== null) {
    const assessed = workspace.planning.assessed(input);
    if (!assessed.ok) return assessed;
    const subjects = table.scopeOf(assessed.value.assessment, code);
    if (!subjects.ok) return subjects;
    scope = subjects.value;
  }
  if (query.list === 'losing' && plan.value !== null) {
    const losing = table.scopeOfIds(plan.value, 'losing', impactOf(plan.value).losing);
    if (!losing.ok) return losing;
    scope = losing.value;
  }
  const { conditionalAccess, users } = input.snapshot;
  const unread = users.kind === 'unread' ? users.reason.code : null;
  const policies = conditionalAccess.kind === 'read' ? conditionalAccess.value : [];
  const policyNames = new Map(policies.map((one) => [one.id, one.displayName ?? one.id]));
  return ok({ table, scope, unread, policyNames });
}

/** What the window will ask for is worked out before, beside this process. */
async function prepareFor(
  { planning }: PeopleDesk,
  input: PlanningInput,
  query: PeopleQuery,
): Promise<Result<void, Failure>> {
  const planned = needsPlan(query) ? await planning.prepare('plan', input) : ok(undefined);
  if (!planned.ok || findingOf(query.list) === null) return planned;
  return planning.prepare('assessed', input);
}

/** Lists of named people are of the whole table alone. */
function mayBePart(query: PeopleQuery): boolean {
  const isOfAll = findingOf(query.list) === null && query.list !== 'losing';
  return query.mayBePart === true && isOfAll && !needsPlan(query);
}

function needsPlan(query: PeopleQuery): boolean {
  return listRule(query.list).isByPlan || query.filters.ring.length > 0;
}

/** A list by rings needs the plan; every other one takes it where it is at hand. */
function planFor(
  { planning }: PeopleDesk,
  input: PlanningInput,
  query: PeopleQuery,
): Result<Plan | null, Failure> {
  return needsPlan(query) ? planning.plan(input) : ok(planning.planAtHand(input));
}

/** One person; with the plan where it is at hand or asked for. */
export function answerPerson(
  { planning }: PeopleDesk,
  input: PlanningInput,
  { userId, withPlan }: CallInput<'people.get'>,
): Result<PersonView, Failure> {
  const assessed = planning.assessed(input);
  if (!assessed.ok) return assessed;
  const plan: Result<Plan | null, Failure> = withPlan
    ? planning.plan(input)
    : ok(planning.planAtHand(input));
  if (!plan.ok) return plan;
  const view = buildPersonView(input, assessed.value.people, plan.value, userId);
  return view === null ? err(failure('input/unknown-user', { user: userId })) : ok(view);
}
