import { coverageOf } from '../../shared/assess/coverage';
import type { Person } from '../../shared/assess/people';
import { failure, type Failure } from '../../shared/diagnostic';
import type { PeoplePage, PeopleQuery, PersonView } from '../../shared/ipc/people-contract';
import { traitsOf } from '../../shared/people/person-traits';
import { askingPolicies, exclusionsOf } from '../../shared/people/policy-evidence';
import { scopeInImage } from '../../shared/plan/image-scope';
import type { Plan } from '../../shared/plan/plan';
import { imageOfPlan } from '../../shared/plan/post-image';
import { err, ok, type Result } from '../../shared/result';
import { sha256 } from '../files/sha256';
import type { ToTraits } from './fill-people';
import { impactOf } from './known-impact';
import { findingOf } from './people-lists';
import { spotIn } from './people-spots';
import { peopleShape, type PeopleTable } from './people-table';
import { ownFactsOf } from './own-facts';
import { listPeople, toPersonRow } from './people-view';
import { planPointsOf } from './person-points';

/** One window of a list of the people a plan file holds. Failures: those of the store. */
export async function listPlanPeople(
  table: PeopleTable,
  plan: Plan,
  query: PeopleQuery,
): Promise<Result<PeoplePage, Failure>> {
  const key = sha256(JSON.stringify([peopleShape, plan.planHash]));
  const ready = await table.ensure({
    ...{ key, snapshot: describePlanned(plan), people: () => ok(plan.people) },
  });
  if (!ready.ok) return ready;
  const placed = table.place(plan);
  if (!placed.ok) return placed;
  const ids = idsOf(plan, query.list);
  const scope = ids === null ? ok(null) : table.scopeOfIds(plan, query.list, ids);
  if (!scope.ok) return scope;
  const policyNames = new Map(policiesOf(plan).map((one) => [one.id, one.displayName ?? one.id]));
  return ok(listPeople({ table, scope: scope.value, unread: null, policyNames }, query));
}

/** Whom a list names one by one; null: its rule says who is in it. */
function idsOf(plan: Plan, list: string): readonly string[] | null {
  const code = findingOf(list);
  if (code === null) return list === 'losing' ? impactOf(plan).losing : null;
  const finding = plan.findings.find((one) => one.code === code);
  return finding?.subjects.map((subject) => subject.id) ?? [];
}

function policiesOf({ baseline }: Plan) {
  return baseline.conditionalAccess.kind === 'read' ? baseline.conditionalAccess.value : [];
}

/** What asks an account, policy by policy, as the plan found the tenant. */
function coverOf(plan: Plan) {
  const image = imageOfPlan(plan);
  return (person: Person) => {
    const scope = scopeInImage(image, person);
    const coverage = coverageOf(scope, {
      securityDefaults: image.securityDefaults,
      policies: image.conditionalAccess,
      isSyncAccount: person.kind === 'dirSyncAccount',
    });
    return { scope, coverage };
  };
}

/** Traits of an account of a plan. Why something is unknown is not in a plan. */
function describePlanned(plan: Plan): ToTraits {
  const toCover = coverOf(plan);
  return (person) => {
    const { policies } = toCover(person).coverage;
    const idsIn = (state: 'enabled' | 'reportOnly'): string[] =>
      policies.flatMap((policy) => (policy.state === state ? policy.policyId : []));
    return traitsOf(person, {
      ...{ policies: idsIn('enabled'), reportOnly: idsIn('reportOnly'), unknowns: [] },
    });
  };
}

/** One person of a plan file, over time. Failure: `input/unknown-user`. */
export function viewPlanPerson(plan: Plan, userId: string): Result<PersonView, Failure> {
  const person = plan.people.find(({ id }) => id === userId);
  if (person === undefined) return err(failure('input/unknown-user', { user: userId }));
  const { scope, coverage } = coverOf(plan)(person);
  const { conditionalAccess } = plan.baseline;
  const groups = { kind: 'read', value: [] } as const;
  return ok({
    row: toPersonRow(person, describePlanned(plan)(person, 0), spotIn(plan, userId)),
    points: planPointsOf(plan, person),
    isPlanned: true,
    isOfFile: true,
    ...ownFactsOf(person),
    policies: askingPolicies({ conditionalAccess }, coverage).map((policy) => ({ ...policy })),
    exclusions: exclusionsOf({ conditionalAccess, groups }, scope).map((one) => ({ ...one })),
    groups: [],
    signIns: { legacy: null, reportOnly: null, unread: [] },
    report: { source: 'none', at: null },
    answers: [],
  });
}
