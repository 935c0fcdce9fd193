import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { conditionalAccessPolicySchema } from '../../../../shared/entra/conditional-access-policy';
import { reached } from '../../../fixtures/campaign';
import { everyMethod, judgedByBoth, today } from './both-evaluators';
import { aPerson, anImage, withGroups } from './people';

/** Labels are written by hand from Microsoft's pages, never taken from an evaluator. */
interface Labelled<Value> {
  readonly name: string;
  readonly value: Value;
  readonly holds: boolean;
}
const labelled = <Value>(name: string, value: Value, holds: boolean): Labelled<Value> => ({
  name,
  value,
  holds,
});

const strength = (n: number): object => ({
  operator: 'OR',
  authenticationStrength: { id: `00000000-0000-0000-0000-00000000000${String(n)}` },
});
const controls = (operator: string, ...builtInControls: string[]): object => ({
  operator,
  builtInControls,
});

/** What is asked and what is held; `holds`: the account gets in. */
const answers = [
  labelled('MFA, nothing', { grant: controls('OR', 'mfa'), methods: [] }, false),
  labelled('MFA, a key', { grant: controls('OR', 'mfa'), methods: ['fido2'] }, true),
  labelled('MFA, a phone', { grant: controls('OR', 'mfa'), methods: ['mobilePhone'] }, true),
  labelled('block', { grant: controls('OR', 'block'), methods: ['fido2'] }, false),
  labelled('any MFA, a phone', { grant: strength(2), methods: ['mobilePhone'] }, true),
  labelled('any MFA, nothing', { grant: strength(2), methods: [] }, false),
  labelled(
    'passwordless, push',
    { grant: strength(3), methods: ['microsoftAuthenticatorPush'] },
    false,
  ),
  labelled(
    'passwordless, passwordless',
    { grant: strength(3), methods: ['microsoftAuthenticatorPasswordless'] },
    true,
  ),
  labelled(
    'phishing-resistant, codes',
    { grant: strength(4), methods: ['softwareOneTimePasscode'] },
    false,
  ),
  labelled(
    'phishing-resistant, a key',
    { grant: strength(4), methods: ['passKeyDeviceBound'] },
    true,
  ),
  labelled(
    'phishing-resistant, certificate',
    { grant: strength(4), methods: ['certificate'] },
    true,
  ),
  labelled(
    'MFA or device, a key',
    { grant: controls('OR', 'mfa', 'compliantDevice'), methods: ['fido2'] },
    true,
  ),
  labelled(
    'MFA and device, a key',
    { grant: controls('AND', 'mfa', 'compliantDevice'), methods: ['fido2'] },
    false,
  ),
  labelled('device only', { grant: controls('OR', 'compliantDevice'), methods: ['fido2'] }, false),
  labelled('session controls only', { grant: null, methods: [] }, true),
  // A custom strength that takes keys, named by its id alone: an alarm by design.
  labelled('a custom strength, a key', { grant: strength(9), methods: ['fido2'] }, true),
];

/** Where a policy applies; `holds`: some sign-in meets it. */
const conditions = [
  labelled('everywhere', {}, true),
  labelled('Office', { applications: { includeApplications: ['Office365'] } }, true),
  labelled('no app', { applications: { includeApplications: ['None'] } }, false),
  labelled(
    'every app but every app',
    { applications: { includeApplications: ['All'], excludeApplications: ['All'] } },
    false,
  ),
  labelled('a place', { locations: { includeLocations: ['x'] } }, true),
  labelled(
    'a place that is left out',
    { locations: { includeLocations: ['x'], excludeLocations: ['x'] } },
    false,
  ),
  labelled(
    'away from trusted places',
    { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
    true,
  ),
  labelled('a platform', { platforms: { includePlatforms: ['iOS'] } }, true),
  labelled(
    'a platform that is left out',
    { platforms: { includePlatforms: ['iOS'], excludePlatforms: ['iOS'] } },
    false,
  ),
  labelled('older clients', { clientAppTypes: ['exchangeActiveSync', 'other'] }, true),
  labelled(
    'registering security info',
    { applications: { includeUserActions: ['urn:user:registersecurityinfo'] } },
    true,
  ),
];

/** Whom it names; `holds`: the account is one of them. */
const users = [
  labelled('all', { includeUsers: ['All'] }, true),
  labelled('all but the account', { includeUsers: ['All'], excludeUsers: ['u1'] }, false),
  labelled('its group', { includeGroups: ['in'] }, true),
  labelled('all but its group', { includeUsers: ['All'], excludeGroups: ['in'] }, false),
  labelled('another group', { includeGroups: ['out'] }, false),
  labelled('another account', { includeUsers: ['u2'] }, false),
];

interface Tried {
  readonly name: string;
  readonly isStopped: boolean;
  readonly byRules: boolean;
  readonly byTrial: boolean;
}

const tried: readonly Tried[] = answers.flatMap((answer) =>
  conditions.flatMap((condition) =>
    users.map((user): Tried => {
      const policy = v.parse(conditionalAccessPolicySchema, {
        id: 'p',
        state: 'enabled',
        conditions: {
          applications: { includeApplications: ['All'] },
          clientAppTypes: ['all'],
          ...condition.value,
          users: user.value,
        },
        grantControls: answer.value.grant,
      });
      const snapshot = { groupMembers: withGroups({ in: ['u1'], out: ['u2'] }) };
      const image = anImage({ methods: everyMethod, policies: [policy], snapshot });
      const { methods } = answer.value;
      const [byRules, byTrial] = judgedByBoth(image, aPerson({ methods }), today);
      return {
        name: `${answer.name}; ${condition.name}; ${user.name}`,
        isStopped: !answer.holds && condition.holds && user.holds,
        byRules,
        byTrial,
      };
    }),
  ),
);

describe('labelled sets of policies (P8)', () => {
  const share = (part: readonly Tried[], whole: readonly Tried[]): number =>
    part.length / whole.length;

  it('are three hundred at least, of both sorts', () => {
    expect(tried.length).toBeGreaterThanOrEqual(300);
    expect(tried.filter((one) => one.isStopped).length).toBeGreaterThan(90);
  });

  it('miss nobody who is stopped, by either evaluator', () => {
    const missed = tried.filter((one) => one.isStopped && !(one.byRules && one.byTrial));
    expect(missed.map((one) => one.name)).toEqual([]);
  });

  it('raise a false alarm in five of a hundred at most, and only where something is not read', () => {
    const free = tried.filter((one) => !one.isStopped);
    const alarms = free.filter((one) => one.byRules || one.byTrial);
    expect(share(alarms, free)).toBeLessThanOrEqual(0.05);
    expect(alarms.every((one) => one.name.startsWith('a custom strength'))).toBe(true);
    const percent = (share(alarms, free) * 100).toFixed(1);
    reached('P8', `0 missed in ${tried.length} labelled sets; false alarms ${percent} %`, {
      labelled: tried.length,
    });
  });

  it('are judged alike by both', () => {
    const apart = tried.filter((one) => one.byRules !== one.byTrial);
    expect(apart.map((one) => one.name)).toEqual([]);
  });
});
