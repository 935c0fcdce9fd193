import { describe, expect, it } from 'vitest';
import { orderRules, orderViolations, type OrderedStep } from '../../../../shared/plan/order-rules';
import type { Purpose } from '../../../../shared/plan/purpose';
import { statedOrder } from './stated-order';

function step(id: string, purpose: Purpose, more: Partial<OrderedStep> = {}): OrderedStep {
  return { id, purpose, kind: 'manual', manual: { id: 'x', userIds: ['person'] }, ...more };
}

const weekOfSoak = step('soak', 'caReportOnly', { kind: 'soak', soakMinutes: 10_080 });

describe('order rules', () => {
  it('are the closed list O1 to O30, no more and no less', () => {
    expect(orderRules.map(({ id, before, after, scope }) => [id, before, after, scope])).toEqual(
      statedOrder,
    );
    expect(statedOrder.map(([id]) => id)).toEqual(
      Array.from({ length: 30 }, (_, n) => `O${String(n + 1)}`),
    );
  });

  for (const rule of orderRules) {
    for (const before of rule.before) {
      for (const after of rule.after) {
        it(`${rule.id}: ${before} before ${after}`, () => {
          const first = step('a', before);
          const second = step('b', after);
          const right = orderViolations([first, weekOfSoak, second]).map((one) => one.rule);
          const wrong = orderViolations([second, first]).map((one) => one.rule);
          expect(right).not.toContain(rule.id);
          expect(wrong).toContain(rule.id);
        });
      }
    }
  }

  it('person rules look at the same account only', () => {
    const clear = step('a', 'clearPerUser');
    const enforceOther = step('b', 'caEnforce', { manual: { id: 'x', userIds: ['another'] } });
    expect(orderViolations([clear, enforceOther])).toEqual([]);
  });

  it('asks for seven days of report-only, not an hour less', () => {
    const soak = (minutes: number): OrderedStep => ({ ...weekOfSoak, soakMinutes: minutes });
    const steps = (minutes: number): OrderedStep[] => [
      step('a', 'caReportOnly'),
      soak(minutes),
      step('b', 'caEnforce'),
    ];
    expect(orderViolations(steps(10_080))).toEqual([]);
    expect(orderViolations(steps(10_020)).map((one) => one.rule)).toEqual(['O10']);
  });

  it('keeps finish last and rings in order', () => {
    expect(orderViolations([step('a', 'finish'), step('b', 'rescan')])).not.toEqual([]);
    const ring = (id: string, number: number): OrderedStep =>
      step(id, 'register', { ring: number, manual: { id: 'x', userIds: [id] } });
    expect(orderViolations([ring('a', 0), ring('b', 1)])).toEqual([]);
    expect(orderViolations([ring('a', 1), ring('b', 0)]).map((one) => one.rule)).toEqual(['rings']);
  });
});
