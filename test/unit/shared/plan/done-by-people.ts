import type { Plan } from '../../../../shared/plan/plan';
import type { Answers } from '../../../../shared/tenant/answer';
import type { Choices } from '../../../../shared/tenant/choice';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { roleTemplateIds } from '../../../../shared/entra/directory-role';
import { servicePlanIds } from '../../../../shared/entra/tenant-resources';
import { aMethodsPolicy, aRow, aUser } from '../../../fixtures/graph-objects';
import { stableId } from '../../../fixtures/stable-id';

/** What a plan was made from, as far as people change it. */
export interface Told {
  readonly snapshot: Snapshot;
  readonly answers: Answers | null;
  readonly choices: Choices;
}

const signed = { reason: 'done', by: 'gaa@kestrel.example', at: '2026-12-01T09:00:00Z' };
const keys = ['fido2SecurityKey'];
type Act = (told: Told, userIds: readonly string[], plan: Plan) => Told;

const withAnswers = (told: Told, change: Partial<Answers>): Told => ({
  ...told,
  answers: { ...(told.answers ?? { schema: 'causeway-answers/1' }), ...change },
});

function changeUsers(
  told: Told,
  ids: readonly string[],
  change: Partial<ReturnType<typeof aUser>>,
): Told {
  const { users } = told.snapshot;
  if (users.kind !== 'read') return told;
  const isNamed = new Set(ids);
  const value = users.value.map((user) => (isNamed.has(user.id) ? { ...user, ...change } : user));
  return { ...told, snapshot: { ...told.snapshot, users: read(value) } };
}

/** A method as the policy shows it once somebody has turned it on for everybody. */
function aConfiguration(id: string) {
  const { authenticationMethodConfigurations: all } = aMethodsPolicy({ [id]: {} });
  return all.filter((one) => one.id === id);
}

function turnOn(told: Told, ids: readonly string[]): Told {
  const { authenticationMethodsPolicy: policy } = told.snapshot;
  if (policy.kind !== 'read') return told;
  const others = policy.value.authenticationMethodConfigurations.filter(
    ({ id }) => !ids.includes(id),
  );
  const all = [...others, ...ids.flatMap(aConfiguration)];
  const value = { ...policy.value, authenticationMethodConfigurations: all };
  return { ...told, snapshot: { ...told.snapshot, authenticationMethodsPolicy: read(value) } };
}

/** Readable from now on; who had no state that was read has none set. */
function withStates(perUserMfa: Snapshot['perUserMfa'], ids: readonly string[]) {
  if (perUserMfa.kind !== 'read') return perUserMfa;
  const { states } = perUserMfa.value;
  const open = ids.filter((id) => (states[id] ?? 'unknown') === 'unknown');
  const none = Object.fromEntries(open.map((id) => [id, 'disabled' as const]));
  return read({ ...perUserMfa.value, states: { ...states, ...none } });
}

/** Enabled cloud accounts on the initial domain with keys, permanently Global Administrator. */
function addAdministrators(told: Told, names: readonly string[]): Told {
  const { users, roles, registration, perUserMfa, domains } = told.snapshot;
  if (users.kind !== 'read' || roles.kind !== 'read') return told;
  const initial = domains.kind === 'read' ? domains.value.find((one) => one.isInitial) : undefined;
  const there = new Set(users.value.map(({ id }) => id));
  const made = names
    .map((name) => ({ id: stableId('bg', name), name }))
    .filter(({ id }) => !there.has(id))
    .map(({ id, name }) =>
      aUser({
        id,
        user: {
          userPrincipalName: `emergency${name}@${initial?.id ?? ''}`,
          assignedPlans: users.value[0]?.assignedPlans ?? [],
        },
      }),
    );
  const ids = made.map(({ id }) => id);
  const holding = (userId: string) => ({
    ...{ userId, roleTemplateId: roleTemplateIds.globalAdministrator },
    ...{ roleName: 'Global Administrator', assignment: 'active' as const, isPermanent: true },
  });
  return {
    ...told,
    snapshot: {
      ...told.snapshot,
      users: read([...users.value, ...made]),
      roles: read([...roles.value, ...ids.map(holding)]),
      userMethods: {
        ...told.snapshot.userMethods,
        ...Object.fromEntries(ids.map((id) => [id, read(keys)])),
      },
      perUserMfa: withStates(perUserMfa, ids),
      registration:
        registration.kind === 'read'
          ? read([...registration.value, ...ids.map((id) => aRow({ id, methods: keys }))])
          : registration,
    },
  };
}

/**
 * What a person does at each manual step and how the product gets to know it: from the tenant as it
 * is read then, from an answer, or from a choice (answers.md). A step without an entry is one whose
 * outcome neither tells.
 */
export const doneByPeople: Readonly<Record<string, Act>> = {
  emergency_access: (told) => {
    const names = ['1', '2'];
    const more = addAdministrators(told, names);
    const emergencyAccess = names.map((name) => ({ id: stableId('bg', name) }));
    return withAnswers(more, { accounts: { ...told.answers?.accounts, emergencyAccess } });
  },
  // Whoever signs in is enabled, and has registered a key that everybody may read of.
  secure_operator: (told, ids) => {
    const { registration, userMethods, perUserMfa } = told.snapshot;
    const enabled = changeUsers(told, ids, { accountEnabled: true });
    const there = registration.kind === 'read' ? registration.value : [];
    const rows = there.filter((row) => !ids.includes(row.id));
    const snapshot = {
      ...enabled.snapshot,
      registration:
        registration.kind === 'read'
          ? read([...rows, ...ids.map((id) => aRow({ id, methods: keys }))])
          : registration,
      userMethods: { ...userMethods, ...Object.fromEntries(ids.map((id) => [id, read(keys)])) },
      perUserMfa: withStates(perUserMfa, ids),
    };
    return { ...enabled, snapshot };
  },
  second_global_administrator: (told) => addAdministrators(told, ['3']),
  licence_decision: (told) => {
    const { users } = told.snapshot;
    const ids = users.kind === 'read' ? users.value.map(({ id }) => id) : [];
    const choice = told.choices.licences ?? { value: 'buySeats' as const, ...signed };
    const choices = { ...told.choices, licences: choice };
    if (choice.value !== 'buySeats') return { ...told, choices };
    const plan = { servicePlanId: servicePlanIds.p1, capabilityStatus: 'Enabled' };
    const seated = changeUsers(told, ids, { assignedPlans: [plan] });
    const sku = {
      ...{ skuId: 'p1', skuPartNumber: 'AAD_PREMIUM', capabilityStatus: 'Enabled' },
      ...{ consumedUnits: ids.length, prepaidUnits: { enabled: ids.length } },
      servicePlans: [
        { servicePlanId: servicePlanIds.p1, servicePlanName: 'P1', provisioningStatus: 'Success' },
      ],
    };
    const snapshot = { ...seated.snapshot, subscribedSkus: read([sku]) };
    return { ...seated, snapshot, choices };
  },
  federation_decision: (told) => {
    const { domains } = told.snapshot;
    if (domains.kind !== 'read') return told;
    const wanted = 'rejectMfaByFederatedIdp' as const;
    const federated = domains.value.filter((one) => one.authenticationType === 'Federated');
    const federation = federated.map(({ id }) => ({ domain: id, value: wanted, ...signed }));
    const value = domains.value.map((one) =>
      federated.includes(one) ? { ...one, federatedIdpMfaBehavior: wanted } : one,
    );
    const snapshot = { ...told.snapshot, domains: read(value) };
    return { ...told, snapshot, choices: { ...told.choices, federation } };
  },
  block_sign_in: (told, ids) => changeUsers(told, ids, { accountEnabled: false }),
  // Nobody signs in with it any more: the account is off.
  replace_service_account: (told, ids) => changeUsers(told, ids, { accountEnabled: false }),
  move_radius_users: (told) =>
    withAnswers(told, {
      infrastructure: { ...told.answers?.infrastructure, npsExtension: { present: false } },
    }),
  exchange_modern_auth: (told) =>
    withAnswers(told, {
      infrastructure: { ...told.answers?.infrastructure, exchangeModernAuth: true },
    }),
  classic_policies: (told) =>
    withAnswers(told, {
      infrastructure: { ...told.answers?.infrastructure, classicConditionalAccess: false },
    }),
  legacy_clean_up: (told) =>
    withAnswers(told, {
      legacyMfa: {
        ...told.answers?.legacyMfa,
        ...{ appPasswordsAllowed: false, trustedIps: [], skipFederatedIntranet: false },
        rememberMfa: { allowed: false },
      },
    }),
  enable_qr_code: (told) => turnOn(told, ['QRCodePin']),
  provider_pilot: (told) =>
    withAnswers(told, {
      telephony: {
        ...told.answers?.telephony,
        provider: { ...told.answers?.telephony?.provider, status: 'tested' },
      },
    }),
  methods_not_shown: (told, _, plan) => {
    const step = plan.steps.find(({ manual }) => manual?.id === 'methods_not_shown');
    return turnOn(told, (step?.why.values['methods'] ?? '').split(', '));
  },
};

/** Everything people do in a plan, as it is read and answered afterwards. */
export function peopleActed(plan: Plan, told: Told): Told {
  return plan.steps.reduce(
    (done, { manual }) =>
      manual === undefined ? done : (doneByPeople[manual.id]?.(done, manual.userIds, plan) ?? done),
    told,
  );
}
