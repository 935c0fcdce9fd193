import { describe, expect, it } from 'vitest';
import { judgeGuardrails } from '../../../../shared/lockout/guardrails';
import { judgePerson } from '../../../../shared/lockout/simulate-lockout';
import { checkSteps } from '../../../../shared/plan/check-steps';
import type { Plan } from '../../../../shared/plan/plan';
import { policyChange } from '../../../../shared/plan/policy-change';
import { largestPolicyBytes } from '../../../../shared/plan/policy-size';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { aGroup } from '../../../fixtures/graph-objects';
import { cohort, configured, id, planFor, stepsOf, target } from './exclusion-plans';
import { imageAfter, stepsFor } from './plans';

describe('groups that a choice leaves out of a method', () => {
  it('are left out last of all where the method is on, and come back by the way back', () => {
    const plan = planFor({ holds: 'offNone' });
    const step = stepsOf(plan, 'MicrosoftAuthenticator').at(-1);
    expect(step?.planned).toEqual({ excludeTargets: [target] });
    expect([step?.purpose, step?.why.key]).toEqual(['legacyCleanUp', 'why_chosen_exclude']);
    expect(step?.reverse).toEqual({ kind: 'restore', to: { excludeTargets: [] } });
    const complete = stepsFor(plan, 'setComplete')[0];
    expect(plan.steps.indexOf(step!)).toBeGreaterThan(plan.steps.indexOf(complete!));
    expect(checkSteps(plan)).toBeNull();
  });

  it('are left out as it opens where nobody uses it yet', () => {
    const plan = planFor({ method: 'SoftwareOath', holds: 'offNone' });
    const opening = stepsOf(plan, 'SoftwareOath').map((step) => step.planned ?? {});
    expect(opening).toMatchObject([{ state: 'enabled', excludeTargets: [target] }]);
    expect(opening.flatMap((one) => Object.keys(one))).toContain('includeTargets');
    const change = { includeTargets: [{ id: 'a0', targetType: 'group' }], state: 'enabled' };
    const wider = (holds: string) =>
      planFor({
        ...{ holds, more: { MicrosoftAuthenticator: { value: 'on', scope: 'all_users' } } },
        method: 'Fido2',
        change: (snapshot) =>
          configured(
            'Fido2',
            change,
          )({
            ...snapshot,
            groupMembers: { ...snapshot.groupMembers, a0: read(cohort('offApp')) },
          }),
      });
    const fields = (plan_: Plan) =>
      stepsOf(plan_, 'Fido2').map((step) => Object.keys(step.planned ?? {}));
    expect(fields(wider('offNone'))).toEqual([['includeTargets', 'excludeTargets']]);
    expect(fields(wider('offApp'))).toEqual([['includeTargets'], ['excludeTargets']]);
  });

  it('stand beside those that are there, with every field these have', () => {
    const there = { id: 'B0', targetType: 'group', 'x-new': { deep: [1] } };
    const change = configured('MicrosoftAuthenticator', { excludeTargets: [there] });
    const withB0 = (snapshot: Snapshot): Snapshot => {
      const next = change(snapshot);
      return { ...next, groupMembers: { ...next.groupMembers, B0: read([]) } };
    };
    const plan = planFor({ holds: 'offNone', change: withB0 });
    expect(stepsOf(plan, 'MicrosoftAuthenticator').at(-1)?.planned).toEqual({
      excludeTargets: [there, target],
    });
    const already = configured('MicrosoftAuthenticator', { excludeTargets: [target] });
    const same = planFor({ holds: 'offNone', written: id, change: already });
    const planned = stepsOf(same, 'MicrosoftAuthenticator').map((step) => step.planned ?? {});
    expect(planned.flatMap((one) => Object.keys(one))).not.toContain('excludeTargets');
  });

  it('follow in picture, size, simulation and guardrails', () => {
    const [plain, plan] = [planFor({ holds: 'guests' }), planFor({ holds: 'offNone' })];
    const reach = (one: Plan) =>
      policyChange(one).methods.find((row) => row.id === 'MicrosoftAuthenticator');
    expect(reach(plan)?.after).toEqual({ to: 'some', people: reach(plan)!.before.people! - 14 });
    expect(reach(plan)?.kind).toBe('narrower');
    expect(largestPolicyBytes(plan)).toBe(largestPolicyBytes(plain));
    const two = planFor({ holds: 'offNone', more: { Email: { value: 'on', exclude: ['Kiosk'] } } });
    expect(largestPolicyBytes(two)).toBeGreaterThan(largestPolicyBytes(plan));
    const unread = planFor({ holds: null });
    const [user] = cohort('enfApp');
    const person = unread.people.find((one) => one.id === user)!;
    expect(judgePerson(imageAfter(unread), person, unread.asOf).verdict).not.toBe('signsIn');
    const operatorId = cohort('gaA')[0]!;
    const stops = judgeGuardrails({
      image: imageAfter(unread),
      people: new Map(unread.people.map((one) => [one.id, one])),
      ...{ emergencyAccess: [], operatorId, now: unread.asOf },
    }).failures.some(({ code }) => code === 'guardrail/operator');
    expect(stops).toBe(true);
  });

  it('are refused where somebody keeps nothing, at once and as it opens', () => {
    expect(() => planFor({ holds: 'enfApp' })).toThrow(/MicrosoftAuthenticator.exclude.*needs.*7/);
    expect(() => planFor({ method: 'SoftwareOath', holds: 'enfTotp3p' })).toThrow(
      /SoftwareOath.exclude.*needs.*3/,
    );
  });

  it('are refused while security defaults stay on, and under a name that is not one group', () => {
    const defaults = (snapshot: Snapshot): Snapshot => ({
      ...snapshot,
      securityDefaults: read({ isEnabled: true }),
    });
    expect(() => planFor({ holds: 'offNone', change: defaults, keepsDefaults: true })).toThrow(
      'on_with_security_defaults',
    );
    expect(() => planFor({ holds: 'offNone', written: 'Kiosks' })).toThrow('group_there');
    const twin = (snapshot: Snapshot): Snapshot => ({
      ...snapshot,
      groups: read(
        (snapshot.groups.kind === 'read' ? snapshot.groups.value : []).concat({
          ...aGroup('99999999-9999-4999-8999-999999999998'),
          displayName: 'Kiosk',
        }),
      ),
    });
    expect(() => planFor({ holds: 'offNone', change: twin })).toThrow('unambiguous_group');
    // Nobody is in a group that is gone.
    const gone = planFor({ holds: 'offNone', written: '99999999-9999-4999-8999-999999999997' });
    expect(JSON.stringify(gone.steps)).not.toContain('999999999997');
  });
});
