import { describe, expect, test } from 'vitest';
import { coverageOf, isInScope } from '../../../../shared/assess/coverage';
import type { Scope } from '../../../../shared/assess/membership';
import { roleTemplateIds } from '../../../../shared/entra/directory-role';
import { aPolicy, type PolicyOptions } from '../../../fixtures/graph-objects';

const memberships: Readonly<Record<string, boolean | null>> = { in: true, out: false, dark: null };
const scope: Scope = {
  userId: 'u1',
  guestType: null,
  isGuest: false,
  activeRoleIds: [roleTemplateIds.globalReader],
  isInGroup: (id) => memberships[id] ?? null,
};
const inPart: Scope = {
  ...scope,
  activeRoleIds: [],
  limitedRoleIds: [roleTemplateIds.globalReader],
};
const guest: Scope = { ...scope, guestType: 'b2bCollaborationGuest', isGuest: true };

describe('isInScope', () => {
  const rows: readonly [name: string, users: Record<string, unknown>, boolean | null, Scope?][] = [
    ['everybody', { includeUsers: ['All'] }, true],
    ['nobody', { includeUsers: ['None'] }, false],
    ['by id', { includeUsers: ['u1'] }, true],
    ['another id', { includeUsers: ['u2'] }, false],
    ['by group', { includeGroups: ['in'] }, true],
    ['not in the group', { includeGroups: ['out'] }, false],
    ['group not read', { includeGroups: ['dark'] }, null],
    ['one group read, one not', { includeGroups: ['dark', 'in'] }, true],
    ['by active role', { includeRoles: [roleTemplateIds.globalReader] }, true],
    ['another role', { includeRoles: [roleTemplateIds.globalAdministrator] }, false],
    ['exclusion wins', { includeUsers: ['u1'], excludeUsers: ['u1'] }, false],
    ['excluded by group', { includeUsers: ['All'], excludeGroups: ['in'] }, false],
    ['exclusion not read', { includeUsers: ['All'], excludeGroups: ['dark'] }, null],
    [
      'excluded by role',
      { includeUsers: ['All'], excludeRoles: [roleTemplateIds.globalReader] },
      false,
    ],
    ['by a role held in part', { includeRoles: [roleTemplateIds.globalReader] }, false, inPart],
    [
      'excluded by a role held in part',
      { includeUsers: ['All'], excludeRoles: [roleTemplateIds.globalReader] },
      null,
      inPart,
    ],
    ['guests only, a member', { includeUsers: ['GuestsOrExternalUsers'] }, false],
    ['guests only, a guest', { includeUsers: ['GuestsOrExternalUsers'] }, true, guest],
    [
      'guest types with this one',
      {
        includeGuestsOrExternalUsers: {
          guestOrExternalUserTypes: 'internalGuest,b2bCollaborationGuest',
          externalTenants: { membershipKind: 'all' },
        },
      },
      true,
      guest,
    ],
    [
      'guest types without this one',
      { includeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'internalGuest' } },
      false,
      guest,
    ],
    [
      'named partner tenants: the home tenant is not read',
      {
        includeGuestsOrExternalUsers: {
          guestOrExternalUserTypes: 'b2bCollaborationGuest',
          externalTenants: { membershipKind: 'enumerated', members: ['t'] },
        },
      },
      null,
      guest,
    ],
  ];

  test.each(rows)('%s', (_name, users, expected, who = scope) => {
    expect(isInScope(aPolicy('p', { users }), who)).toBe(expected);
  });

  test('roles not read', () => {
    const policy = aPolicy('p', { users: { includeRoles: ['r'] } });
    expect(isInScope(policy, { ...scope, activeRoleIds: null })).toBeNull();
  });

  test('a policy for workload identities binds nobody', () => {
    const conditions = { clientApplications: { includeServicePrincipals: ['All'] } };
    expect(isInScope(aPolicy('p', { conditions }), scope)).toBe(false);
  });
});

const legacyBlock = aPolicy('legacy', {
  conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] },
  grant: { operator: 'OR', builtInControls: ['block'] },
});
const modern = { clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] };
const strength = {
  operator: 'OR',
  authenticationStrength: { id: '00000000-0000-0000-0000-000000000004' },
};
const grantOf = (operator: string, ...builtInControls: string[]): PolicyOptions => ({
  grant: { operator, builtInControls },
});

describe('cover of one policy', () => {
  const rows: readonly [name: string, options: PolicyOptions, cover: string][] = [
    ['all resources, MFA', {}, 'enforced'],
    ['an authentication strength', { grant: strength }, 'enforced'],
    ['report-only', { state: 'enabledForReportingButNotEnforced' }, 'none'],
    ['disabled', { state: 'disabled' }, 'none'],
    ['a state nobody knows', { state: 'unknownFutureValue' }, 'unknown'],
    ['not about MFA', grantOf('OR', 'compliantDevice'), 'none'],
    ['MFA and a device', grantOf('AND', 'mfa', 'compliantDevice'), 'enforced'],
    ['MFA or a device', grantOf('OR', 'mfa', 'compliantDevice'), 'partial'],
    [
      'an operator nobody gave',
      { grant: { builtInControls: ['mfa', 'compliantDevice'] } },
      'partial',
    ],
    [
      'MFA or terms',
      { grant: { operator: 'OR', builtInControls: ['mfa'], termsOfUse: ['t'] } },
      'partial',
    ],
    [
      'some resources',
      { conditions: { applications: { includeApplications: ['Office365'] } } },
      'partial',
    ],
    [
      'all but one resource',
      {
        conditions: { applications: { includeApplications: ['All'], excludeApplications: ['a'] } },
      },
      'partial',
    ],
    [
      'a user action',
      { conditions: { applications: { includeUserActions: ['urn:user:x'] } } },
      'partial',
    ],
    ['modern apps, older ones free', { conditions: modern }, 'partial'],
    ['browsers only', { conditions: { clientAppTypes: ['browser'] } }, 'partial'],
    [
      'a location left out',
      {
        conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
      },
      'location',
    ],
    ['every location', { conditions: { locations: { includeLocations: ['All'] } } }, 'enforced'],
    ['one platform', { conditions: { platforms: { includePlatforms: ['iOS'] } } }, 'partial'],
    ['all platforms', { conditions: { platforms: { includePlatforms: ['all'] } } }, 'enforced'],
    ['risk', { conditions: { signInRiskLevels: ['high'] } }, 'partial'],
    ['a device filter', { conditions: { devices: { deviceFilter: { rule: 'x' } } } }, 'partial'],
    [
      'a flow',
      { conditions: { authenticationFlows: { transferMethods: 'deviceCodeFlow' } } },
      'partial',
    ],
    ['a condition nobody knows', { conditions: { moonPhase: { phase: 'full' } } }, 'partial'],
    [
      'conditions that say nothing',
      { conditions: { moonPhase: null, userRiskLevels: [] } },
      'enforced',
    ],
    ['for somebody else', { users: { includeUsers: ['u2'] } }, 'none'],
    ['for a group not read', { users: { includeGroups: ['dark'] } }, 'unknown'],
  ];

  test.each(rows)('%s', (_name, options, cover) => {
    const input = { securityDefaults: false, isSyncAccount: false };
    const policies = [aPolicy('p', options)];
    expect(coverageOf(scope, { ...input, policies }).cover).toBe(cover);
  });
});

describe('cover of several', () => {
  const mail = aPolicy('mail', { conditions: { applications: { includeApplications: ['a'] } } });
  const rest = aPolicy('rest', { conditions: { applications: { includeApplications: ['b'] } } });
  const dark = aPolicy('dark', { users: { includeGroups: ['dark'] } });
  const modernOnly = aPolicy('modern', { conditions: modern });
  const off = { securityDefaults: false, isSyncAccount: false };

  test('two partial ones do not add up', () => {
    expect(coverageOf(scope, { ...off, policies: [mail, rest] }).cover).toBe('partial');
  });
  test('modern apps and a block of the older ones are full', () => {
    expect(coverageOf(scope, { ...off, policies: [modernOnly, legacyBlock] }).cover).toBe(
      'enforced',
    );
  });
  test('a block that leaves this person out does not help', () => {
    const elsewhere = aPolicy('legacy', {
      users: { includeUsers: ['u2'] },
      conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] },
      grant: { operator: 'OR', builtInControls: ['block'] },
    });
    expect(coverageOf(scope, { ...off, policies: [modernOnly, elsewhere] }).cover).toBe('partial');
  });
  test('what is certain stands beside what is not read', () => {
    expect(coverageOf(scope, { ...off, policies: [mail, dark] }).cover).toBe('partial');
    expect(coverageOf(scope, { ...off, policies: [aPolicy('all'), dark] }).cover).toBe('enforced');
  });
  test('security defaults ask everybody but the sync account', () => {
    const on = { securityDefaults: true, policies: [], isSyncAccount: false };
    expect(coverageOf(scope, on).cover).toBe('enforced');
    expect(coverageOf(scope, { ...on, isSyncAccount: true }).cover).toBe('none');
  });
  test('nothing read is unknown', () => {
    expect(coverageOf(scope, { ...off, policies: null }).cover).toBe('unknown');
    expect(coverageOf(scope, { ...off, securityDefaults: null, policies: [] }).cover).toBe(
      'unknown',
    );
  });
  test('names the MFA policies in scope with their reach', () => {
    const trial = aPolicy('trial', { state: 'enabledForReportingButNotEnforced' });
    expect(coverageOf(scope, { ...off, policies: [mail, trial, dark] }).policies).toEqual([
      { policyId: 'mail', state: 'enabled', reach: 'partial' },
      { policyId: 'trial', state: 'reportOnly', reach: 'full' },
    ]);
  });
  test('place-bound: a block by location, or a managed device', () => {
    const block = aPolicy('b', {
      conditions: { locations: { includeLocations: ['All'], excludeLocations: ['site'] } },
      grant: { operator: 'OR', builtInControls: ['block'] },
    });
    const device = aPolicy('d', {
      grant: { operator: 'OR', builtInControls: ['domainJoinedDevice'] },
    });
    expect(coverageOf(scope, { ...off, policies: [block] }).isPlaceBound).toBe(true);
    expect(coverageOf(scope, { ...off, policies: [device] }).isPlaceBound).toBe(true);
    expect(coverageOf(scope, { ...off, policies: [aPolicy('all')] }).isPlaceBound).toBe(false);
    expect(coverageOf(scope, { ...off, policies: [legacyBlock] }).isPlaceBound).toBe(false);
  });
});
