import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareState, ownedState } from '../../../../shared/plan/compare-state';
import { type RefResolver } from '../../../../shared/plan/references';
import { sameState } from '../../../../shared/plan/same-state';
import type { Step } from '../../../../shared/plan/step';
import { stepRequests } from '../../../../shared/plan/step-requests';
import type { Json, JsonObject } from '../../../../shared/json';
import { stableId } from '../../../fixtures/stable-id';
import { planScenario } from './plans';

const { plan } = planScenario('S02');
const groupId = stableId('group');
const emergency = [stableId('bg', '1'), stableId('bg', '2')];
const resolve: RefResolver & { liveOwned: JsonObject | null } = {
  created: () => groupId,
  evidence: () => emergency,
  liveOwned: null,
};

function stepOf(kind: Step['kind'], at = 0): Step {
  const step = plan.steps.filter((one) => one.kind === kind)[at];
  if (step === undefined) throw new Error(`S02 has no ${kind}`);
  return step;
}

function requestsOf(step: Step, input = resolve) {
  const made = stepRequests(step, input);
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.value;
}

describe('compareState', () => {
  const applied = (step: Step): JsonObject => {
    const [request] = requestsOf(step);
    return { ...request?.body, id: groupId, createdDateTime: '2026-11-22T12:00:00Z' };
  };

  it('tells prior, planned and other for every step with an object', () => {
    for (const step of plan.steps.filter((one) => one.owned.length > 0)) {
      const isCreate = step.kind === 'ca.create' || step.kind === 'group.create';
      const prior: Json = isCreate ? null : (step.prior ?? null);
      if (step.kind !== 'ca.exclude')
        expect(compareState(step, prior, resolve), step.id).toBe('prior');
      expect(compareState(step, applied(step), resolve), step.id).toBe('planned');
      const [field] = step.owned;
      const changed = { ...applied(step), [field ?? '']: 'something else' };
      expect(compareState(step, changed, resolve), step.id).toBe('other');
    }
  });

  it('does not mind what Graph fills in, and minds a condition somebody added', () => {
    const step = stepOf('ca.create');
    const live = applied(step);
    const conditions = live['conditions'] as JsonObject;
    const filled = { ...conditions, userRiskLevels: [], platforms: null, locations: null };
    expect(compareState(step, { ...live, conditions: filled }, resolve)).toBe('planned');
    const narrowed = { ...conditions, platforms: { includePlatforms: ['iOS'] } };
    expect(compareState(step, { ...live, conditions: narrowed }, resolve)).toBe('other');
  });

  it('never takes an unread switch for off', () => {
    const step = {
      ...stepOf('ca.setState'),
      kind: 'securityDefaults.set',
      owned: ['isEnabled'],
      prior: { isEnabled: true },
      planned: { isEnabled: false },
    } as Step;
    expect(compareState(step, {}, resolve)).toBe('other');
    expect(compareState(step, { isEnabled: false }, resolve)).toBe('planned');
  });

  it('compares members and per-user states item by item', () => {
    const join = stepOf('group.add');
    const ids = (join.items ?? []).map((item) => item.userId);
    expect(compareState(join, [], resolve)).toBe('prior');
    expect(compareState(join, [...ids, 'another'], resolve)).toBe('planned');
    expect(compareState(join, ids.slice(1), resolve)).toBe('other');
    const clear = stepOf('perUserMfa.set', 2);
    const states = (of: (prior: string) => string): JsonObject =>
      Object.fromEntries((clear.items ?? []).map((item) => [item.userId, of(item.prior)]));
    expect(
      compareState(
        clear,
        states(() => 'disabled'),
        resolve,
      ),
    ).toBe('planned');
    // Entra moves people who have registered from enabled to enforced by itself.
    expect(
      compareState(
        clear,
        states(() => 'enforced'),
        resolve,
      ),
    ).toBe('prior');
    expect(compareState(clear, {}, resolve)).toBe('other');
  });

  it('keeps only owned fields and drops read-only times', () => {
    const live = { state: 'enabled', modifiedDateTime: 'x', other: 1 };
    expect(ownedState(stepOf('ca.setState'), live)).toEqual({ state: 'enabled' });
    expect(ownedState(stepOf('ca.setState'), null)).toBeNull();
  });
});

describe('sameState', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const json = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
    ),
  })).value;

  it('is reflexive, symmetric and blind to annotations', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(sameState(a, a)).toBe(true);
        expect(sameState(a, b)).toBe(sameState(b, a));
        expect(sameState({ x: a, '@odata.etag': 'w' }, { x: a })).toBe(true);
      }),
    );
  });
});
