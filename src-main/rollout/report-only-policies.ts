import { valueOf } from '../../shared/assess/membership';
import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import type { ReportOnlyResult } from '../../shared/entra/sign-in-window';
import { isJsonObject, type Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import type { RefResolver } from '../../shared/plan/references';
import type { Step } from '../../shared/plan/step';
import { isAskedToday } from '../../shared/plan/steps/report-only-gates';
import type { Snapshot } from '../../shared/tenant/snapshot';

/** A Conditional Access policy that only reports. */
export function isReportOnly(row: Json): boolean {
  return isJsonObject(row) && row['state'] === 'enabledForReportingButNotEnforced';
}

type Gate = NonNullable<Step['gate']>;

/** Ids of the policies a plan made before a gate; null: one of them is not known. */
export function ownPolicies(
  { steps }: Pick<Plan, 'steps'>,
  gate: Step,
  refs: RefResolver,
): readonly string[] | null {
  const place = steps.findIndex((step) => step.id === gate.id);
  const made = steps.slice(0, place).filter((step) => step.kind === 'ca.create');
  const ids = made.flatMap((step) => refs.created(step.id)?.toLowerCase() ?? []);
  return ids.length === made.length ? ids : null;
}

/**
 * People (ids in lower case) whom the plan's own policies, reporting today, would have stopped; for
 * `reportOnlyInterrupted` those of them who answer MFA today and would be interrupted. Null, which
 * meets no gate: the sign-ins were not read, or not all of them and none too many were seen; a
 * policy does not report now; nobody has signed in under one that is for everybody, or under any.
 */
export function reportOnlyPeople(
  {
    reportOnlySignIns,
    conditionalAccess,
  }: Pick<Snapshot, 'reportOnlySignIns' | 'conditionalAccess'>,
  { people }: Pick<Plan, 'people'>,
  policyIds: readonly string[],
  { figure, atMost = 0 }: Pick<Gate, 'figure' | 'atMost'>,
): readonly string[] | null {
  const seen = reportOnlySignIns === undefined ? null : valueOf(reportOnlySignIns);
  const policies = valueOf(conditionalAccess);
  if (seen === null || policies === null) return null;
  const stateOf = new Map(policies.map((policy) => [policy.id.toLowerCase(), policy.state]));
  const areReporting = policyIds.every(
    (id) => stateOf.get(id) === 'enabledForReportingButNotEnforced',
  );
  if (!areReporting || !haveJudged(policies, policyIds, seen.judged ?? {})) return null;
  const own = new Set(policyIds);
  const isCounted = counterOf(figure, people);
  const met = seen.rows.filter((row) => own.has(row.policyId.toLowerCase()) && isCounted(row));
  const found = new Set(met.map((row) => row.userId.toLowerCase()));
  return seen.cutAt !== null && found.size <= atMost ? null : [...found];
}

/** A policy for a rollout group judges nobody while its group is empty; one for everybody must. */
function haveJudged(
  policies: readonly ConditionalAccessPolicy[],
  ids: readonly string[],
  judged: Readonly<Record<string, number>>,
): boolean {
  const isForAll = new Set(
    policies
      .filter(({ conditions }) => conditions.users?.includeUsers?.includes('All') === true)
      .map(({ id }) => id.toLowerCase()),
  );
  const has = (id: string): boolean => (judged[id] ?? 0) > 0;
  const wide = ids.filter((id) => isForAll.has(id));
  return wide.length > 0 ? wide.every(has) : ids.some(has);
}

function counterOf(
  figure: Gate['figure'],
  people: Plan['people'],
): (row: ReportOnlyResult) => boolean {
  if (figure !== 'reportOnlyInterrupted') return (row) => row.failures > 0;
  const asked = new Set(people.filter(isAskedToday).map((person) => person.id.toLowerCase()));
  return (row) => row.interruptions > 0 && asked.has(row.userId.toLowerCase());
}
