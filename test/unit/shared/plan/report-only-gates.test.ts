import { describe, expect, it } from 'vitest';
import type { PlanContext } from '../../../../shared/plan/plan-context';
import type { Plan } from '../../../../shared/plan/plan';
import { isAskedToday, reportOnlyGates } from '../../../../shared/plan/steps/report-only-gates';
import { planScenario } from './plans';

const places = ({ steps }: Plan) => ({
  soak: steps.findIndex((one) => one.kind === 'soak' && one.purpose === 'caReportOnly'),
  gates: steps.flatMap((one, at) => (one.gate?.figure.startsWith('reportOnly') ? [at] : [])),
  enforced: steps.findIndex(
    (one) => one.planned?.['state'] === 'enabled' && one.kind === 'ca.setState',
  ),
});

describe('gates after the week of report-only', () => {
  it('stand between the week and anything that is enforced', () => {
    const { plan } = planScenario('S02');
    const { soak, gates, enforced } = places(plan);
    expect(gates).toEqual([soak + 1, soak + 2]);
    expect(enforced).toBeGreaterThan(soak + 2);
    expect(gates.map((at) => plan.steps[at]?.gate)).toEqual([
      { figure: 'reportOnlyFailures', atMost: 0 },
      { figure: 'reportOnlyInterrupted', atMost: 0 },
    ]);
  });

  it('let one in twenty of those who answer MFA today be interrupted', () => {
    const { plan } = planScenario('S02');
    const asked = plan.people.filter(isAskedToday).length;
    const gate = plan.steps.find((one) => one.gate?.figure === 'reportOnlyInterrupted');
    expect(asked).toBeGreaterThan(0);
    expect(gate?.why.values).toEqual({
      count: String(asked),
      limit: String(Math.floor(asked / 20)),
    });
  });

  it('draw the line where the plan was begun with one of its own', () => {
    const person = { enabled: true, perUserMfa: 'enforced', methods: [], hasNoMethod: false };
    const people = Array.from({ length: 100 }, () => person);
    const atMost = (interruptedPercent?: number): number | undefined => {
      const defaults = interruptedPercent === undefined ? undefined : { interruptedPercent };
      const context = { people, choices: { defaults } } as unknown as PlanContext;
      return reportOnlyGates(context)[1]?.gate?.atMost;
    };
    expect([atMost(), atMost(5), atMost(2), atMost(0)]).toEqual([5, 5, 2, 0]);
  });

  it('ask in the switch only whom the policy would stop: a prompt is no news there', () => {
    const { plan } = planScenario('S12');
    expect(plan.enforcement).toBe('securityDefaultsToConditionalAccess');
    const { soak, gates } = places(plan);
    expect(gates).toEqual([soak + 1]);
    expect(plan.steps[soak + 2]?.bundle).toBe('switch');
  });

  it('are in no plan without a week of report-only', () => {
    const { plan } = planScenario('S01');
    expect(places(plan)).toMatchObject({ soak: -1, gates: [] });
  });
});
