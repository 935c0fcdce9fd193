import * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import type { Person } from '../../../../shared/assess/people';
import { conditionalAccessPolicySchema } from '../../../../shared/entra/conditional-access-policy';
import { mayRegister } from '../../../../shared/lockout/may-register';
import { judgePerson } from '../../../../shared/lockout/simulate-lockout';
import { strengthAccepts } from '../../../../shared/lockout/strength-accepts';
import { scopeInImage } from '../../../../shared/plan/image-scope';
import type { TenantImage } from '../../../../shared/plan/post-image';
import type { MethodOptions } from '../../../fixtures/graph-objects';
import { judgedByBoth, today } from './both-evaluators';
import { aPerson, anImage, withGroups } from './people';

const strengthId = (digit: number): string => `00000000-0000-0000-0000-00000000000${String(digit)}`;

const policy = (grant: object, conditions: object = {}) =>
  v.parse(conditionalAccessPolicySchema, {
    ...{ id: 'p1', displayName: 'Ours', state: 'enabled' },
    grantControls: { operator: 'OR', ...grant },
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
      ...conditions,
    },
  });
const asks = (digit: number) => policy({ authenticationStrength: { id: strengthId(digit) } });
const mfa = policy({ builtInControls: ['mfa'] });
const registering = (grant: object, conditions: object = {}) =>
  policy(grant, {
    applications: { includeUserActions: ['urn:user:registersecurityinfo'] },
    ...conditions,
  });

const codes: Partial<Person> = { methods: ['softwareOneTimePasscode'] };
const nothing: Partial<Person> = { methods: [], hasNoMethod: true };

interface Case {
  readonly methods: MethodOptions;
  readonly policies: readonly ReturnType<typeof policy>[];
  /** The group `g` that some methods are for, null: not read. */
  readonly members?: readonly string[] | null;
}

function image({ methods, policies, members = null }: Case): TenantImage {
  return anImage({
    policies: [...policies],
    methods,
    policy: { policyMigrationState: 'migrationComplete' },
    snapshot: { groupMembers: withGroups({ g: members }) },
  });
}
function verdict(from: Case, person: Partial<Person>): readonly string[] {
  const { verdict: word, reasons } = judgePerson(image(from), aPerson(person), today);
  return [word, ...reasons.slice(1).map(({ key }) => key)];
}

describe('a replacement of which it is not known whether it is offered', () => {
  const sure = { SoftwareOath: {} };
  const open = { ...sure, Fido2: { include: ['g'] } };
  const unknown = ['unknown', 'reason_strength_not_met', 'reason_replacement_unknown'];

  test.each<[string, Case, readonly string[]]>([
    ['is unknown beside one that does not do', { methods: open, policies: [asks(4)] }, unknown],
    [
      'is there once its group is read',
      { methods: open, policies: [asks(4)], members: ['u1'] },
      ['mustRegister', 'reason_strength_not_met'],
    ],
    [
      'is not there for who is not in the group',
      { methods: open, policies: [asks(4)], members: [] },
      ['blocked', 'reason_strength_not_met'],
    ],
    [
      'is not there where it is off',
      { methods: sure, policies: [asks(4)] },
      ['blocked', 'reason_strength_not_met'],
    ],
    [
      'is not there for keys that nobody registers alone',
      {
        methods: { ...sure, Fido2: { isSelfServiceRegistrationAllowed: false } },
        policies: [asks(4)],
      },
      ['blocked', 'reason_strength_not_met'],
    ],
  ])('%s', (_, from, expected) => {
    expect(verdict(from, codes)).toEqual(expected);
  });

  it('does not matter where another one is certain', () => {
    const from = { methods: { ...open, MicrosoftAuthenticator: {} }, policies: [mfa] };
    expect(verdict(from, nothing)).toEqual([
      'mustRegister',
      'reason_no_method',
      'reason_can_register',
    ]);
  });
});

describe('external MFA', () => {
  const external = { methods: ['externalAuthMethod'] };
  const methods = { Provider: {}, MicrosoftAuthenticator: {} };

  test.each([2, 3, 4])('meets no strength, also not …000%s', (digit) => {
    const from = { methods, policies: [asks(digit)] };
    expect(strengthAccepts({ id: strengthId(digit) }, 'externalAuthMethod')).toBe(false);
    expect(verdict(from, external)[1]).toBe('reason_strength_not_met');
    expect(judgedByBoth(image(from), aPerson(external), today)).toEqual([true, true]);
    // Whoever has nothing gains nothing by registering it.
    const alone = { methods: { Provider: {} }, policies: [asks(digit)] };
    expect(verdict(alone, nothing)[0]).toBe('blocked');
  });

  it('meets plain MFA, and no strength of one’s own', () => {
    const from = { methods, policies: [mfa] };
    expect(verdict(from, external)[0]).toBe('signsIn');
    expect(judgedByBoth(image(from), aPerson(external), today)).toEqual([false, false]);
    const own = { id: 'x', allowedCombinations: ['fido2'], combinationConfigurations: [] };
    expect(strengthAccepts(own, 'externalAuthMethod')).toBe(false);
  });
});

describe('the page on which methods are registered', () => {
  const methods = { MicrosoftAuthenticator: {}, SoftwareOath: {} };
  const outside = { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } };
  const stopped = ['blocked', 'reason_no_method', 'reason_registration_stopped'];
  const untold = ['unknown', 'reason_no_method', 'reason_registration_not_told'];

  test.each<[string, ReturnType<typeof policy>, readonly string[]]>([
    ['is shut by a block', registering({ builtInControls: ['block'] }), stopped],
    [
      'is shut where it asks for what is to be registered',
      registering({ builtInControls: ['mfa'] }),
      stopped,
    ],
    ['may be open in some places', registering({ builtInControls: ['block'] }, outside), untold],
    [
      'may be open on a managed device',
      registering({ builtInControls: ['compliantDevice'] }),
      untold,
    ],
    [
      'is open to whom the policy leaves out',
      registering(
        { builtInControls: ['block'] },
        { users: { includeUsers: ['All'], excludeUsers: ['u1'] } },
      ),
      ['mustRegister', 'reason_no_method', 'reason_can_register'],
    ],
    [
      'is not known to be open where a group that is left out was not read',
      registering(
        { builtInControls: ['block'] },
        { users: { includeUsers: ['All'], excludeGroups: ['g'] } },
      ),
      untold,
    ],
  ])('%s', (_, one, expected) => {
    expect(verdict({ methods, policies: [mfa, one] }, nothing)).toEqual(expected);
  });

  it('is shut by nothing that is off or only reports, and unknown where policies were not read', () => {
    const person = aPerson(nothing);
    for (const state of ['disabled', 'enabledForReportingButNotEnforced']) {
      const one = { ...registering({ builtInControls: ['block'] }), state };
      const told = image({ methods, policies: [one] });
      expect(mayRegister(told, scopeInImage(told, person), []).isOpen).toBe(true);
    }
    const unread = { ...image({ methods, policies: [] }), conditionalAccess: null };
    expect(mayRegister(unread, scopeInImage(unread, person), []).isOpen).toBeNull();
    const enforced = aPerson({ ...nothing, perUserMfa: 'enforced' });
    const judged = judgePerson(unread, enforced, today);
    expect(judged.verdict).toBe('unknown');
    expect(judged.reasons.map(({ key }) => key).slice(1)).toEqual([
      'reason_no_method',
      'reason_registration_unread',
    ]);
  });

  it('keeps what RADIUS takes away from who holds something else', () => {
    const radius = (...others: ReturnType<typeof policy>[]): string => {
      const from = { methods: { ...methods, Fido2: {} }, policies: [mfa, ...others] };
      const told = { ...image(from), radiusUsers: new Set(['u1']) };
      return judgePerson(told, aPerson({ methods: ['fido2'] }), today).verdict;
    };
    expect(radius()).toBe('mustRegister');
    expect(radius(registering({ builtInControls: ['block'] }))).toBe('blocked');
    expect(radius(registering({ builtInControls: ['compliantDevice'] }))).toBe('unknown');
  });

  it('may be open to who may hold what it asks', () => {
    const told = image({ methods, policies: [registering({ builtInControls: ['mfa'] })] });
    const scope = scopeInImage(told, aPerson(nothing));
    expect(mayRegister(told, scope, []).isOpen).toBe(false);
    expect(mayRegister(told, scope, [], ['softwareOneTimePasscode']).isOpen).toBeNull();
  });

  test.each([
    ['is asked for by the campaign', [], 'askedToRegister'],
    ['is not asked for while it is shut', [registering({ builtInControls: ['block'] })], 'signsIn'],
    [
      'is not certainly asked for where it may be shut',
      [registering({ builtInControls: ['compliantDevice'] })],
      'signsIn',
    ],
  ])('%s', (_, others, expected) => {
    const target = { id: 'all_users', targetType: 'group' };
    const campaign = { state: 'enabled', includeTargets: [target], excludeTargets: [] };
    const told = anImage({
      policies: [mfa, ...others],
      methods: { ...methods, Sms: {} },
      policy: {
        policyMigrationState: 'migrationComplete',
        registrationEnforcement: { authenticationMethodsRegistrationCampaign: campaign },
      },
    });
    const holder = aPerson({ methods: ['mobilePhone'] });
    expect(judgePerson(told, holder, today).verdict).toBe(expected);
  });

  it('opens to who can answer what it asks', () => {
    const from = { methods, policies: [asks(4), registering({ builtInControls: ['mfa'] })] };
    const withKeys = { ...from, methods: { ...methods, Fido2: {} } };
    expect(verdict(withKeys, codes)).toEqual(['mustRegister', 'reason_strength_not_met']);
  });
});
