import { judgePeople } from '../../shared/assess/judge-people';
import { coverageOf } from '../../shared/assess/coverage';
import type { Assessed, PlanningInput } from './planning';

/** People whom nothing asks but a report-only policy names: shown apart, never as protected (R10). */
export function countReportOnly(input: PlanningInput, assessed: Assessed): number {
  const { snapshot } = input;
  if (snapshot.conditionalAccess.kind === 'unread') return 0;
  const policies = snapshot.conditionalAccess.value;
  if (!policies.some((policy) => policy.state === 'enabledForReportingButNotEnforced')) return 0;
  const judged = judgePeople({ ...input, asOf: assessed.assessment.asOf });
  if (!judged.ok) return 0;
  let total = 0;
  for (const person of assessed.people) {
    const scope = judged.value.scopes.get(person.id);
    const isOpen = person.enabled && person.isPerson && person.cover === 'none';
    if (!isOpen || scope === undefined) continue;
    const coverage = coverageOf(scope, { securityDefaults: false, policies, isSyncAccount: false });
    if (coverage.policies.some((policy) => policy.state === 'reportOnly')) total += 1;
  }
  return total;
}
