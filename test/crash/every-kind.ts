import type { JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { createdRef, type Step, type StepKind } from '../../shared/plan/step';

export const writeKinds = [
  'method.configure',
  'group.create',
  'group.add',
  'group.remove',
  'migration.state',
  'systemPreferred.set',
  'campaign.set',
  'ca.create',
  'ca.setState',
  'ca.exclude',
  'securityDefaults.set',
  'perUserMfa.set',
  'passkeyOptOut.set',
] as const satisfies readonly StepKind[];
export type WriteKind = (typeof writeKinds)[number];

/** Kinds that a person may carry out in the portal: those that make nothing. */
export type HandKind = Exclude<WriteKind, 'group.create' | 'ca.create'>;
export const handKinds = writeKinds.filter(
  (kind): kind is HandKind => kind !== 'group.create' && kind !== 'ca.create',
);

type Draft = Pick<Step, 'kind' | 'purpose' | 'target'> & Partial<Step>;

function made(draft: Draft): Step {
  return {
    id: `x-${draft.kind}`,
    owned: [],
    prior: null,
    planned: null,
    reverse: { kind: 'leave', why: 'test' },
    blast: 'tenant',
    scopes: [],
    why: { key: 'step_why_emergency_stop', values: {}, rules: [] },
    ...draft,
  };
}

const methodsPolicy: Step['target'] = {
  type: 'authenticationMethodsPolicy',
  id: 'authenticationMethodsPolicy',
  name: 'policy',
};

function change(
  kind: WriteKind,
  purpose: Step['purpose'],
  target: Step['target'],
  prior: JsonObject,
  planned: JsonObject,
): Step {
  const owned = Object.keys(planned);
  return made({
    kind,
    purpose,
    target,
    owned,
    prior,
    planned,
    reverse: { kind: 'restore', to: prior },
  });
}

/** What a step of a kind needs before it, and the step itself as the last. */
export function stepsOfKind(plan: Plan, kind: WriteKind): readonly Step[] {
  const first = (wanted: StepKind): Step => {
    const found = plan.steps.find((step) => step.kind === wanted);
    if (found === undefined) throw new Error(`The small plan has no ${wanted}`);
    return found;
  };
  const { authenticationMethodsPolicy, conditionalAccess } = plan.baseline;
  if (authenticationMethodsPolicy.kind !== 'read' || conditionalAccess.kind !== 'read') {
    throw new Error('The small tenant was not read');
  }
  const policy = authenticationMethodsPolicy.value as unknown as JsonObject;
  const pilot = conditionalAccess.value[0];
  const members = Object.entries(plan.baseline.groupMembers)[0];
  switch (kind) {
    case 'group.create':
    case 'ca.create':
      return [first(kind)];
    case 'method.configure':
      return [
        plan.steps.find((step) => step.kind === kind && step.owned.length > 1) ?? first(kind),
      ];
    case 'migration.state':
      return [{ ...first(kind), ...migration }];
    case 'group.add':
      return [first('group.create'), groupAdd(plan, first('group.create'))];
    case 'group.remove':
      return [groupRemove(members)];
    case 'ca.setState':
      return [
        change(
          kind,
          'caOff',
          { type: 'conditionalAccessPolicy', id: pilot?.id ?? '', name: 'pilot' },
          { state: 'enabled' },
          { state: 'enabledForReportingButNotEnforced' },
        ),
      ];
    case 'ca.exclude': {
      const conditions = (pilot as unknown as JsonObject)['conditions'] as JsonObject;
      const users = conditions['users'] as JsonObject;
      const excludeUsers = [
        ...(users['excludeUsers'] as readonly string[]),
        plan.people.find((one) => one.upn.startsWith('gaa'))?.id ?? '',
      ];
      const target = {
        type: 'conditionalAccessPolicy',
        id: pilot?.id ?? '',
        name: 'pilot',
      } as const;
      const after = { conditions: { ...conditions, users: { ...users, excludeUsers } } };
      return [change(kind, 'caOff', target, { conditions }, after)];
    }
    case 'systemPreferred.set': {
      const before = policy['systemCredentialPreferences'] as JsonObject;
      const after = { ...before, state: 'enabled' };
      return [
        change(
          kind,
          'systemPreferred',
          methodsPolicy,
          { systemCredentialPreferences: before },
          { systemCredentialPreferences: after },
        ),
      ];
    }
    case 'campaign.set': {
      const before = policy['registrationEnforcement'] as JsonObject;
      const campaign = before['authenticationMethodsRegistrationCampaign'] as JsonObject;
      const after = {
        authenticationMethodsRegistrationCampaign: { ...campaign, snoozeDurationInDays: 3 },
      };
      return [
        change(
          kind,
          'registrationCampaign',
          methodsPolicy,
          { registrationEnforcement: before },
          { registrationEnforcement: after },
        ),
      ];
    }
    case 'passkeyOptOut.set':
      return [
        change(
          kind,
          'legacyCleanUp',
          methodsPolicy,
          { optOutSettings: { passkeyDynamicMigration: false } },
          { optOutSettings: { passkeyDynamicMigration: true } },
        ),
      ];
    case 'securityDefaults.set': {
      const target = {
        type: 'securityDefaults',
        id: 'securityDefaults',
        name: 'defaults',
      } as const;
      return [
        ...stepsOfKind(plan, 'ca.setState'),
        change(kind, 'securityDefaultsOn', target, { isEnabled: false }, { isEnabled: true }),
      ];
    }
    case 'perUserMfa.set':
      return [perUser(plan)];
  }
}

const migration = {
  prior: { policyMigrationState: 'migrationInProgress' },
  planned: { policyMigrationState: 'migrationComplete' },
  purpose: 'setComplete',
} as const;

/** Members of the pilot: more than one lot of them. */
function people(plan: Plan): readonly { readonly userId: string; readonly upn: string }[] {
  return plan.people
    .filter((one) => one.upn.startsWith('staff'))
    .map(({ id, upn }) => ({ userId: id, upn }));
}

function groupAdd(plan: Plan, create: Step): Step {
  return made({
    kind: 'group.add',
    purpose: 'transitionGroups',
    target: { type: 'group', id: createdRef(create.id), name: 'new group' },
    items: people(plan).map((one) => ({ ...one, prior: 'notMember', planned: 'member' })),
    reverse: { kind: 'items', as: 'group.remove' },
  });
}

function groupRemove(members: readonly [string, unknown] | undefined): Step {
  const [id, read] = members ?? ['', null];
  const list = (read as { readonly value?: readonly string[] } | null)?.value ?? [];
  return made({
    kind: 'group.remove',
    purpose: 'transitionGroups',
    target: { type: 'group', id, name: 'Pilot' },
    items: list.map((userId) => ({ userId, upn: userId, prior: 'member', planned: 'notMember' })),
    reverse: { kind: 'items', as: 'group.add' },
  });
}

/** Clears people whom the pilot's policy asks. */
function perUser(plan: Plan): Step {
  return made({
    kind: 'perUserMfa.set',
    purpose: 'clearPerUser',
    target: { type: 'users', id: 'users', name: 'people' },
    items: people(plan).map((one) => ({ ...one, prior: 'enforced', planned: 'disabled' })),
    reverse: { kind: 'items', as: 'perUserMfa.set' },
  });
}
