import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import type { AccountSelector } from '../../../../shared/tenant/account-selector';
import type { SafetyRecord } from '../../../../src-main/workspace/safety-record';
import { buildSafetyView } from '../../../../src-main/workspace/safety-view';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const nothing: SafetyRecord = { rehearsal: null, confirmed: null };
const dayMs = 86_400_000;

function viewOf(plan: Plan, record = nothing, laterMs = 0) {
  return buildSafetyView({ plan, record, now: Date.parse(plan.snapshotTakenAt) + laterMs });
}

describe('the safety net', () => {
  it('waits for emergency access accounts where none are named', () => {
    const { plan } = scenarioPlan('S02');
    const { emergency } = viewOf(plan);
    expect(emergency.accounts).toEqual([]);
    const making = plan.steps.find((step) => step.id === emergency.waitsFor);
    expect(making).toMatchObject({ purpose: 'emergencyAccess', kind: 'manual' });
  });

  it('says check by check what a named account lacks, and that a drill is missing or old', () => {
    const { plan } = scenarioPlan('S02');
    const [person] = plan.people.filter((one) => one.isPerson);
    const named: Plan = {
      ...plan,
      emergencyAccess: [person?.id ?? ''],
      answers: {
        schema: 'causeway-answers/1',
        accounts: {
          emergencyAccess: [
            { upn: person?.upn ?? '', lastDrill: plan.snapshotTakenAt.slice(0, 10) },
          ],
        },
      },
    };
    const [account] = viewOf(named).emergency.accounts;
    const open = account?.checks.filter((one) => !one.isMet).map((one) => one.check) ?? [];
    expect(open).toContain('initialDomain');
    expect(open).toContain('strongMethod');
    expect(account?.checks.find((one) => one.check === 'enabled')?.isMet).toBe(true);
    expect(account?.isDrillOld).toBe(false);
    expect(viewOf(named, nothing, 91 * dayMs).emergency.accounts[0]?.isDrillOld).toBe(true);
    const untold = { ...named, answers: null };
    expect(viewOf(untold).emergency.accounts[0]).toMatchObject({
      lastDrill: null,
      isDrillOld: true,
      alerting: null,
    });
  });

  it('says whether a sign-in raises an alert, as it was answered', () => {
    const { plan } = scenarioPlan('S02');
    const [person] = plan.people.filter((one) => one.isPerson);
    const { id, upn } = person ?? { id: '', upn: '' };
    const alertingOf = (selector: AccountSelector, alerting?: boolean) => {
      const told = alerting === undefined ? selector : { ...selector, alerting };
      const accounts = { emergencyAccess: [told] };
      const answers: Plan['answers'] = { schema: 'causeway-answers/1', accounts };
      return viewOf({ ...plan, emergencyAccess: [id], answers }).emergency.accounts[0]?.alerting;
    };
    expect(alertingOf({ upn: upn.toUpperCase() }, true)).toBe(true);
    expect(alertingOf({ upnPattern: `${upn.slice(0, 2)}*` }, false)).toBe(false);
    expect(alertingOf({ id }, true)).toBe(true);
    expect(alertingOf({ id })).toBeNull();
    expect(alertingOf({ upnPattern: 'nobody*' }, true)).toBeNull();
    // Of a group it is not known who of its members was meant.
    expect(alertingOf({ group: 'staff' }, true)).toBeNull();
  });

  it('counts every step that changes something once, by what takes it back', () => {
    const { plan } = scenarioPlan('S02');
    const { back } = viewOf(plan);
    const sum = back.reduce(
      (all, row) => all + row.restored + row.stays + row.byHand + row.oneWay,
      0,
    );
    const counted = plan.steps.filter(
      (step) => step.kind !== 'soak' && step.kind !== 'gate' && step.purpose !== 'finish',
    );
    expect(sum).toBe(counted.length);
    expect(back.map((row) => row.ring)).toEqual([null, ...plan.rings.map((ring) => ring.ring)]);
  });

  it('shows unread as not read, never as none', () => {
    const { plan } = scenarioPlan('S02');
    const unread = { kind: 'unread', reason: { code: 'refused' } } as const;
    const { holds } = viewOf({
      ...plan,
      baseline: { ...plan.baseline, conditionalAccess: unread, roles: unread },
    });
    expect([holds.policies, holds.roles]).toEqual([null, null]);
    expect(holds.people).toBe(plan.people.length);
  });

  it('is old after seven days, and a rehearsal and a word count for their own plan only', () => {
    const { plan } = scenarioPlan('S12');
    expect(viewOf(plan, nothing, 7 * dayMs).isOld).toBe(false);
    expect(viewOf(plan, nothing, 7 * dayMs + 1).isOld).toBe(true);
    const record: SafetyRecord = {
      rehearsal: {
        ...{ at: plan.asOf, planHash: plan.planHash, isRestored: false, steps: 3 },
        failed: { stepId: 's02', code: '400 BadRequest' },
        differences: ['method sms'],
      },
      confirmed: { planHash: plan.planHash, by: 'gaa', at: plan.asOf },
    };
    expect(viewOf(plan, record)).toMatchObject({
      rehearsal: { isOfThisPlan: true, isRestored: false, failed: { stepId: 's02' } },
      confirmed: { by: 'gaa' },
    });
    const other = { ...plan, planHash: 'f'.repeat(64) };
    expect(viewOf(other, record)).toMatchObject({
      rehearsal: { isOfThisPlan: false },
      confirmed: null,
    });
  });
});
