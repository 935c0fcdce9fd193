import { retirementDates } from '../../shared/entra/retirement-dates';
import type { Plan } from '../../shared/plan/plan';
import type { WorkspaceMeta } from './workspace-meta';

type PlanMeta = Pick<
  WorkspaceMeta,
  'planHash' | 'tenant' | 'readAt' | 'peopleAtRisk' | 'isRiskAtLeast' | 'nextDate' | 'ringSizes'
>;

/** What the list of plans shows of a plan file. */
export function planMeta(plan: Plan): PlanMeta {
  const { tenant, counts } = plan;
  const february = atRisk(plan, 'PHONE-ONLY-FEB27');
  return {
    planHash: plan.planHash,
    tenant: {
      id: tenant.id,
      name: tenant.displayName,
      domain: tenant.primaryDomain,
      licence: tenant.entraPlan,
      account: '',
      roles: [],
    },
    readAt: plan.snapshotTakenAt,
    peopleAtRisk:
      counts.phoneOnlyFeb2027 === null ? null : february + atRisk(plan, 'PHONE-ONLY-JUL27'),
    isRiskAtLeast: plan.lowerBound,
    nextDate: counts.phoneOnlyFeb2027 === null ? null : retirementDates.february,
    ringSizes: plan.rings.map((ring) => ring.members.length),
  };
}

/** People of a finding, as Today counts them. */
function atRisk(plan: Plan, code: string): number {
  const finding = plan.findings.find((one) => one.code === code);
  const ids = new Set(finding?.subjects.map((subject) => subject.id));
  return plan.people.filter((person) => person.isPerson && ids.has(person.id)).length;
}
