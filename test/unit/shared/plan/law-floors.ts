import { namedPeople, orderRules } from '../../../../shared/plan/order-rules';
import type { Step, StepKind } from '../../../../shared/plan/step';

/** Rules whose two sides both stand in a plan, `person` rules for the same account. */
export function rulesAtWork(steps: readonly Step[]): readonly string[] {
  return orderRules.flatMap(({ id, before, after, scope }) => {
    const first = steps.filter(({ purpose }) => before.includes(purpose));
    const second = steps.filter(({ purpose }) => after.includes(purpose));
    if (scope === 'tenant') return first.length > 0 && second.length > 0 ? [id] : [];
    const named = new Set(first.flatMap(namedPeople));
    return second.some((step) => namedPeople(step).some((one) => named.has(one))) ? [id] : [];
  });
}

const reversible: readonly StepKind[] = [
  ...(['group.add', 'method.configure', 'migration.state', 'systemPreferred.set'] as const),
  ...(['campaign.set', 'ca.setState', 'ca.exclude', 'securityDefaults.set'] as const),
  'perUserMfa.set',
];

/** What the laws have to meet among the tenants of a run, each in one of 500 at least. */
const needed: readonly string[] = [
  ...orderRules.map(({ id }) => id),
  ...reversible.map((kind) => `back from ${kind}`),
  ...['rings beside a track', 'cleared', 'unknown beside written', 'policies with P1'],
  ...['steps where the state is null', 'steps where the state is migrationComplete'],
  ...['another way without', 'a last method behind a gate', 'a last method without one'],
  'methods of a migration not begun',
  ...['a verdict better by one more method', 'a verdict better by leaving out'],
];

/** What a run of so many tenants met too seldom for its laws to say anything about it. */
export function tooSeldom(seen: ReadonlyMap<string, number>, tenants: number): readonly string[] {
  return needed.filter((what) => (seen.get(what) ?? 0) < tenants / 500);
}

/** In how many tenants, for the log of the run. */
export function countsText(seen: ReadonlyMap<string, number>): string {
  return needed.map((what) => `${what} ${String(seen.get(what) ?? 0)}`).join(', ');
}
