import { describe, expect, it } from 'vitest';
import { checkSteps } from '../../../../shared/plan/check-steps';
import { policyChange } from '../../../../shared/plan/policy-change';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { aGroup } from '../../../fixtures/graph-objects';
import { configured, id, planFor, stepsOf, target } from './exclusion-plans';

describe('groups that a choice lets in again', () => {
  const there = { id: 'B0', targetType: 'group', 'x-new': { deep: [1] } };
  const twoOut = configured('MicrosoftAuthenticator', { excludeTargets: [there, target] });
  const withB0 = (snapshot: Snapshot): Snapshot => {
    const next = twoOut(snapshot);
    return { ...next, groupMembers: { ...next.groupMembers, B0: read([]) } };
  };
  const back = (readmit: string[], more = {}) =>
    planFor({
      ...{ holds: 'enfApp', written: 'Kiosk', change: withB0 },
      more: { MicrosoftAuthenticator: { value: 'on', readmit, ...more } },
    });

  it('come in as the method is opened, and are left out again by the way back', () => {
    const plan = back([id.toUpperCase()]);
    const [step, ...rest] = stepsOf(plan, 'MicrosoftAuthenticator');
    expect(rest).toEqual([]);
    expect(step).toMatchObject({ purpose: 'enableMethods', planned: { excludeTargets: [there] } });
    expect(step?.reverse).toMatchObject({
      ...{ kind: 'restore', to: { excludeTargets: [there, target] } },
    });
    expect(checkSteps(plan)).toBeNull();
    const reach = policyChange(plan).methods.find((row) => row.id === 'MicrosoftAuthenticator');
    expect(reach?.after.people).toBeGreaterThan(reach!.before.people!);
  });

  it('stand under words of their own where nothing else changes', () => {
    const kept = configured('MicrosoftAuthenticator', {
      ...{ excludeTargets: [target], isSoftwareOathEnabled: true, state: 'enabled' },
      includeTargets: [{ id: 'all_users', targetType: 'group' }],
    });
    const plan = planFor({
      ...{ holds: 'enfApp', change: kept },
      more: { MicrosoftAuthenticator: { value: 'on', readmit: ['Kiosk'] } },
    });
    const [step] = stepsOf(plan, 'MicrosoftAuthenticator');
    expect([step?.planned, step?.why.key]).toEqual([{ excludeTargets: [] }, 'why_chosen_readmit']);
    const asItIs = { value: 'on' as const, readmit: ['Kiosk'], scope: 'leave' };
    const voice = planFor({
      ...{ holds: 'enfApp', method: 'Fido2', written: id },
      change: configured('Sms', { excludeTargets: [target], state: 'enabled' }),
      more: { Sms: asItIs, Fido2: { value: 'on' } },
    });
    expect(stepsOf(voice, 'Sms').map((one) => one.planned)).toEqual([{ excludeTargets: [] }]);
  });

  it('are found in whatever case the policy writes them', () => {
    const letters = 'abcdef99-9999-4999-8999-99999999999f';
    const lettered = (snapshot: Snapshot): Snapshot => {
      const next = configured('MicrosoftAuthenticator', {
        excludeTargets: [{ ...target, id: letters.toUpperCase() }],
      })(snapshot);
      const { groups } = next;
      if (groups.kind !== 'read') throw new Error('no groups');
      return { ...next, groups: read([...groups.value, { ...aGroup(letters), displayName: 'L' }]) };
    };
    for (const readmit of [[letters], ['L']]) {
      const plan = planFor({
        ...{ holds: 'enfApp', method: 'Fido2', written: id, change: lettered },
        more: { MicrosoftAuthenticator: { value: 'on', readmit }, Fido2: { value: 'on' } },
      });
      const [step] = stepsOf(plan, 'MicrosoftAuthenticator');
      expect(step?.planned).toMatchObject({ excludeTargets: [] });
    }
  });

  it('change nothing where they are not left out, and a name that is no group is refused', () => {
    const none = planFor({
      ...{ holds: 'enfApp' },
      more: { MicrosoftAuthenticator: { value: 'on', readmit: [id] } },
    });
    const fields = stepsOf(none, 'MicrosoftAuthenticator').flatMap((one) =>
      Object.keys(one.planned ?? {}),
    );
    expect(fields).not.toContain('excludeTargets');
    expect(() => back(['Kiosks'])).toThrow('group_there');
  });

  it('are refused where the same choice leaves them out, by whatever name', () => {
    for (const [exclude, readmit] of [
      ['Kiosk', id.toUpperCase()],
      [id, 'Kiosk'],
    ] as const) {
      expect(() => back([readmit], { exclude: [exclude] })).toThrow('out_or_in');
    }
  });

  it('a group that is gone, but still named by the policy, can be taken out', () => {
    const gone = '99999999-9999-4999-8999-999999999997';
    const change = configured('MicrosoftAuthenticator', {
      excludeTargets: [{ id: gone, targetType: 'group' }],
    });
    const plan = planFor({
      ...{ holds: 'enfApp', change },
      more: { MicrosoftAuthenticator: { value: 'on', readmit: [gone] } },
    });
    expect(stepsOf(plan, 'MicrosoftAuthenticator')[0]?.planned).toMatchObject({
      excludeTargets: [],
    });
  });

  it('are none of a method that is off: nobody uses it, and nothing opens it', () => {
    const asItIs = { value: 'on' as const, readmit: ['Kiosk'], scope: 'leave' };
    const plan = planFor({
      ...{ holds: 'enfApp', method: 'Fido2', written: id },
      change: configured('HardwareOath', { excludeTargets: [target], state: 'disabled' }),
      more: { HardwareOath: asItIs, Fido2: { value: 'on' } },
    });
    expect(stepsOf(plan, 'HardwareOath')).toEqual([]);
  });
});
