import { describe, expect, it } from 'vitest';
import { orderViolations } from '../../../../shared/plan/order-rules';
import type { Plan } from '../../../../shared/plan/plan';
import type { Answers } from '../../../../shared/tenant/answer';
import type { Choices } from '../../../../shared/tenant/choice';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { stableId } from '../../../fixtures/stable-id';
import { carriedOut } from './carried-out';
import { configured } from './exclusion-plans';
import { planReading, planScenario } from './plans';

const signed = { reason: 'agreed', by: 'gaa', at: '2026-11-22T12:00:00Z' };
const whole = scenarioSnapshot(readScenario('S02'));
const done = carriedOut(planScenario('S02').plan, whole.snapshot);
const operatorId = planScenario('S02').plan.operatorId ?? '';
const kiosk = stableId('group', 'kiosk');

interface Case {
  readonly methods: Choices['methods'];
  readonly change?: (snapshot: Snapshot) => Snapshot;
  readonly telephony?: Choices['telephony'];
  readonly infrastructure?: Answers['infrastructure'];
  readonly populations?: Answers['populations'];
}

/** S02 once its plan is carried out: nothing to migrate, a choice of somebody's left. */
function planFor({ methods, change, telephony, ...answered }: Case): Plan {
  const { plan } = planReading({
    ...whole,
    snapshot: change?.(done) ?? done,
    answers: { ...whole.answers, ...answered },
    choices: {
      ...whole.choices,
      ...(methods === undefined ? {} : { methods }),
      ...(telephony === undefined ? {} : { telephony }),
    },
  });
  expect(plan.enforcement).toBe('nothingToMigrate');
  expect(orderViolations(plan.steps)).toEqual([]);
  return plan;
}

const onlyOneAdministrator = (snapshot: Snapshot): Snapshot => {
  const { roles } = snapshot;
  if (roles.kind !== 'read') throw new Error('no roles');
  return { ...snapshot, roles: read(roles.value.filter((one) => one.userId === operatorId)) };
};
const operatorWithoutMethods = (snapshot: Snapshot): Snapshot => {
  const { registration, userMethods } = snapshot;
  if (registration.kind !== 'read') throw new Error('no report');
  const rows = registration.value.filter(({ id }) => id !== operatorId);
  return {
    ...snapshot,
    registration: read(rows),
    userMethods: { ...userMethods, [operatorId]: read([]) },
  };
};
const purposes = (plan: Plan) => [...new Set(plan.steps.map(({ purpose }) => purpose))];
const manual = (plan: Plan) => plan.steps.flatMap((one) => one.manual?.id ?? []);
const changes = (plan: Plan) =>
  plan.steps.flatMap((one) => (one.kind === 'method.configure' ? one.target.id : []));
const leavesOutKiosk = configured('MicrosoftAuthenticator', {
  excludeTargets: [{ id: kiosk, targetType: 'group' }],
});
/** Everybody signs in with the app, and the policy offers no key. */
const noKeys = (snapshot: Snapshot): Snapshot => {
  const { registration, userMethods } = snapshot;
  if (registration.kind !== 'read') throw new Error('no report');
  const methods = ['microsoftAuthenticatorPush'];
  const rows = registration.value.map((row) => ({ ...row, methodsRegistered: methods }));
  return configured('Fido2', { state: 'disabled' })({
    ...snapshot,
    registration: read(rows),
    userMethods: Object.fromEntries(Object.keys(userMethods).map((id) => [id, read(methods)])),
  });
};
const noTokens = configured('HardwareOath', { state: 'disabled' });
const hides = (id: string) => (snapshot: Snapshot) => {
  const { authenticationMethodsPolicy: policy } = snapshot;
  if (policy.kind !== 'read') throw new Error('no policy');
  const all = policy.value.authenticationMethodConfigurations.filter((one) => one.id !== id);
  const value = { ...policy.value, authenticationMethodConfigurations: all };
  return { ...snapshot, authenticationMethodsPolicy: read(value) };
};

describe('a chosen method in a tenant with nothing to migrate', () => {
  it.each([
    ['second_global_administrator', onlyOneAdministrator],
    ['secure_operator', operatorWithoutMethods],
  ])('is turned on before %s asks for it', (id, change) => {
    const turnedOn = planFor({
      ...{ methods: { HardwareOath: { value: 'on', ...signed } } },
      change: (one) => noTokens(change(one)),
    });
    expect(changes(turnedOn)).toContain('HardwareOath');
    const back = planFor({
      methods: { MicrosoftAuthenticator: { value: 'on', readmit: [kiosk], ...signed } },
      change: (one) => leavesOutKiosk(change(one)),
    });
    expect(changes(back)).toEqual(['MicrosoftAuthenticator']);
    for (const plan of [turnedOn, back]) {
      expect(manual(plan)).toContain(id);
      const order = purposes(plan);
      expect(order.indexOf('enableMethods')).toBeLessThan(order.indexOf('secureOperator'));
    }
  });

  it('opens keys for emergency access where nobody may register one, and then asks', () => {
    const methods = { HardwareOath: { value: 'on' as const, ...signed } };
    const plan = planFor({ methods, change: (one) => noKeys(noTokens(one)) });
    expect(changes(plan)).toEqual(['Fido2', 'HardwareOath']);
    const order = plan.steps.map((one) => one.manual?.id ?? one.target.id);
    expect(order.indexOf('emergency_access')).toBeGreaterThan(order.indexOf('Fido2'));
    // Where a key may be registered already, emergency access is first.
    const ready = planFor({ methods, change: noTokens });
    expect(ready.steps[0]?.manual?.id).toBe('emergency_access');
    expect(changes(ready)).toEqual(['HardwareOath']);
    // Nothing chosen, nothing to do: keys are not opened for its own sake.
    expect(planFor({ methods: {}, change: noKeys }).steps).toEqual([]);
  });

  it('brings no setting with it: one that nobody chose stays as it is', () => {
    const { populations } = whole.answers ?? {};
    const settings = (snapshot: Snapshot): Snapshot => {
      const { authenticationMethodsPolicy: policy } = snapshot;
      if (policy.kind !== 'read') throw new Error('no policy');
      const everybody = { id: 'all_users', targetType: 'group' };
      const of = { includeTargets: [everybody], excludeTargets: [] };
      const value = {
        ...policy.value,
        systemCredentialPreferences: { state: 'disabled', ...of },
        registrationEnforcement: {
          authenticationMethodsRegistrationCampaign: {
            ...{ state: 'default', snoozeDurationInDays: null },
            ...of,
          },
        },
      };
      return { ...snapshot, authenticationMethodsPolicy: read(value) };
    };
    const plan = planFor({
      ...{ methods: { HardwareOath: { value: 'on', ...signed } } },
      change: (one) => settings(noTokens(one)),
      populations: { ...populations, pupils: [{ upnPattern: 'offNone*@*' }] },
    });
    expect(plan.findings.map(({ code }) => code)).toContain('STUDENT-EXCLUDE-FROM-CAMPAIGN');
    expect(changes(plan)).toEqual(['HardwareOath']);
    const settingSteps = ['systemPreferred', 'registrationCampaign', 'excludePupils'];
    expect(purposes(plan).filter((one) => settingSteps.includes(one))).toEqual([]);
  });

  it('that the policy does not show is asked of a person', () => {
    const plan = planFor({
      methods: { HardwareOath: { value: 'on', ...signed } },
      change: hides('HardwareOath'),
    });
    expect(manual(plan)).toContain('methods_not_shown');
  });
});

it('is never planned before the migration is in progress, whatever somebody says (O4)', () => {
  const { authenticationMethodsPolicy: policy } = done;
  if (policy.kind !== 'read') throw new Error('no policy');
  const value = { ...policy.value, policyMigrationState: 'preMigration' as const };
  const { plan } = planReading({
    ...whole,
    snapshot: noTokens({ ...done, authenticationMethodsPolicy: read(value) }),
    choices: {
      ...whole.choices,
      enforcement: { value: 'nothingToMigrate', ...signed },
      methods: { HardwareOath: { value: 'on', ...signed } },
    },
  });
  expect(plan.enforcement).toBe('conditionalAccess');
  const kinds = plan.steps.map(({ kind }) => kind);
  expect(kinds).toContain('method.configure');
  expect(kinds.indexOf('migration.state')).toBeLessThan(kinds.indexOf('method.configure'));
  expect(plan.steps.find(({ kind }) => kind === 'migration.state')?.planned).toEqual({
    policyMigrationState: 'migrationInProgress',
  });
  expect(plan.staleChoices).toContainEqual(
    expect.objectContaining({ field: 'enforcement', because: 'notSo' }),
  );
});

describe('a phone method turned off by choice where there is nothing to migrate', () => {
  const methods = { Sms: { value: 'off' as const, ...signed } };
  const change = configured('Sms', {
    ...{ state: 'enabled', includeTargets: [{ id: 'all_users', targetType: 'group' }] },
  });

  it('waits for whoever signs in by RADIUS', () => {
    const npsExtension = { present: true, users: [{ upnPattern: 'enfApp*@*' }] };
    const plan = planFor({ methods, change, infrastructure: { npsExtension } });
    expect(changes(plan)).toEqual(['Sms']);
    const order = plan.steps.map((one) => one.manual?.id ?? one.target.id);
    expect(order.indexOf('move_radius_users')).toBeGreaterThan(-1);
    expect(order.indexOf('move_radius_users')).toBeLessThan(order.indexOf('Sms'));
    expect(manual(planFor({ methods: {}, change, infrastructure: { npsExtension } }))).toEqual([]);
  });

  it('goes to the provider by hand where one is chosen, and is not dropped', () => {
    const plan = planFor({
      ...{ methods, change },
      telephony: [{ value: 'provider', accounts: [{ upnPattern: 'enfApp*@*' }], ...signed }],
    });
    expect(changes(plan)).toEqual([]);
    expect(manual(plan)).toEqual(expect.arrayContaining(['provider_pilot', 'phones_to_provider']));
  });
});
