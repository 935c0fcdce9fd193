import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import {
  methodIds,
  type MethodConfiguration,
  type MethodTarget,
} from '../entra/method-configuration';
import type { Json } from '../json';
import type { Plan } from './plan';
import { applyStep, imageOfPlan, type TenantImage } from './post-image';
import { sameState } from './same-state';

/** Settings of the policy beside its methods; their values are Graph's own words. */
export const policySettings = [
  'migrationState',
  'systemPreferred',
  'registrationCampaign',
  'passkeyOptOut',
] as const;
export type PolicySetting = (typeof policySettings)[number];

/** `nobody`: off, or no target; people: enabled accounts it reaches, null where not all was read. */
export interface Reach {
  readonly to: 'everyone' | 'some' | 'nobody' | 'unknown';
  readonly people: number | null;
}

/** `meanwhile`: off before and after, on for some people on the way. */
export const changeKinds = [
  'on',
  'off',
  'wider',
  'narrower',
  'meanwhile',
  'changed',
  'same',
  'unknown',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One method before the plan and after its last step, with the whole configuration of both. */
export interface MethodChange {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly before: Reach;
  /** The furthest it reaches on the way, where that is further than before and after. */
  readonly meanwhile: Reach | null;
  readonly after: Reach;
  readonly prior: MethodConfiguration | null;
  readonly planned: MethodConfiguration | null;
}

export interface SettingChange {
  readonly id: PolicySetting;
  readonly kind: 'changed' | 'same' | 'unknown';
  /** Graph's value; `null` is a value of its own (R1), `unknown` was not read. */
  readonly before: string;
  readonly after: string;
}

export interface PolicyChange {
  readonly methods: readonly MethodChange[];
  readonly settings: readonly SettingChange[];
}

/** The tenant as the plan's last step leaves it. */
export function imageAfter(plan: Plan): TenantImage {
  return plan.steps.reduce(applyStep, imageOfPlan(plan));
}

/**
 * What becomes of the methods policy from first to last step: from the steps themselves, not from
 * what somebody meant to do. A policy that was not read has no change, only `unknown`.
 */
export function policyChange(plan: Plan): PolicyChange {
  const images = policyImages(plan);
  const before = imageOfPlan(plan);
  const after = images.at(-1) ?? before;
  const enabled = new Set(plan.people.filter((one) => one.enabled).map((one) => one.id));
  const inPolicy = (before.policy?.authenticationMethodConfigurations ?? []).map(({ id }) => id);
  const ids = [...new Set<string>([...methodIds, ...inPolicy])];
  return {
    methods: ids.map((id) => methodChange(id, [before, ...images], enabled)),
    settings: policySettings.map((id) => settingChange(id, before.policy, after.policy)),
  };
}

/** The images in which the policy or a group differs from the one before: few among many steps. */
function policyImages(plan: Plan): readonly TenantImage[] {
  const images: TenantImage[] = [];
  let image = imageOfPlan(plan);
  for (const step of plan.steps) {
    const next = applyStep(image, step);
    if (next.policy !== image.policy || next.groups !== image.groups) images.push(next);
    image = next;
  }
  return [...images, image];
}

function methodChange(
  id: string,
  images: readonly TenantImage[],
  enabled: ReadonlySet<string>,
): MethodChange {
  const seen = new Map<unknown, Reach>();
  const reaches = images.map((image) => {
    const configuration = configurationIn(image.policy, id);
    // Between two changes of groups a configuration that is off reaches nobody, whoever is in them.
    const known = configuration?.state === 'disabled' ? seen.get(configuration) : undefined;
    const reach = known ?? reachIn(image, configuration, enabled);
    if (configuration !== null) seen.set(configuration, reach);
    return reach;
  });
  const before = reaches[0] ?? nobody;
  const after = reaches.at(-1) ?? nobody;
  const widest = reaches.reduce(
    (most, one) => ((one.people ?? 0) > (most.people ?? 0) ? one : most),
    before,
  );
  const isWider = (widest.people ?? 0) > Math.max(before.people ?? 0, after.people ?? 0);
  const prior = configurationIn(images[0]?.policy ?? null, id);
  const planned = configurationIn(images.at(-1)?.policy ?? null, id);
  return {
    id,
    kind:
      isWider && before.to === 'nobody' && after.to === 'nobody'
        ? 'meanwhile'
        : kindOf(before, after, prior, planned),
    before,
    meanwhile: isWider ? widest : null,
    after,
    prior,
    planned,
  };
}

function configurationIn(
  policy: AuthenticationMethodsPolicy | null,
  id: string,
): MethodConfiguration | null {
  return policy?.authenticationMethodConfigurations.find((one) => one.id === id) ?? null;
}

function kindOf(
  was: Reach,
  becomes: Reach,
  prior: MethodConfiguration | null,
  planned: MethodConfiguration | null,
): ChangeKind {
  if (was.to === 'unknown' && becomes.to === 'unknown') {
    return prior !== null && isSame(prior, planned) ? 'same' : 'unknown';
  }
  if (was.to === 'nobody' && becomes.to !== 'nobody') return 'on';
  if (was.to !== 'nobody' && becomes.to === 'nobody') return 'off';
  if (was.people !== null && becomes.people !== null && was.people !== becomes.people) {
    return becomes.people > was.people ? 'wider' : 'narrower';
  }
  return isSame(prior, planned) ? 'same' : 'changed';
}

function isSame(a: MethodConfiguration | null, b: MethodConfiguration | null): boolean {
  return sameState(a as unknown as Json, b as unknown as Json);
}

/** Who a configuration reaches in an image. A state that is neither on nor off is unknown. */
function reachIn(
  image: TenantImage,
  configuration: MethodConfiguration | null,
  enabled: ReadonlySet<string>,
): Reach {
  if (image.policy === null) return { to: 'unknown', people: null };
  if (configuration === null || configuration.state === 'disabled') return nobody;
  if (configuration.state !== 'enabled') return { to: 'unknown', people: null };
  const included = membersOf(image, configuration.includeTargets, enabled);
  const excluded = membersOf(image, configuration.excludeTargets, enabled);
  if (included === null || excluded === null) return { to: 'unknown', people: null };
  let people = 0;
  for (const id of included) if (!excluded.has(id)) people += 1;
  if (people === 0 && (configuration.includeTargets ?? []).length === 0) return nobody;
  return { to: included === enabled && excluded.size === 0 ? 'everyone' : 'some', people };
}

/** Enabled people whom targets name as the plan starts; null: a group's members were not read. */
export function peopleNamed(
  plan: Plan,
  include: readonly MethodTarget[] | null,
  exclude: readonly MethodTarget[] | null,
): number | null {
  const image = imageOfPlan(plan);
  const people = plan.people.filter((one) => one.enabled && one.isPerson).map((one) => one.id);
  const ids = new Set(people);
  const included = membersOf(image, include, ids);
  const excluded = membersOf(image, exclude, ids);
  if (included === null || excluded === null) return null;
  return [...included].filter((id) => !excluded.has(id)).length;
}

const nobody: Reach = { to: 'nobody', people: 0 };

/** Enabled accounts some targets name; null: a group's members were not read. */
function membersOf(
  image: TenantImage,
  targets: readonly MethodTarget[] | null,
  enabled: ReadonlySet<string>,
): ReadonlySet<string> | null {
  const found = new Set<string>();
  for (const { id, targetType } of targets ?? []) {
    if (id.toLowerCase() === 'all_users') return enabled;
    if (targetType === 'user') {
      if (enabled.has(id)) found.add(id);
      continue;
    }
    if (id === '00000000-0000-0000-0000-000000000000') continue;
    const members = image.groups.get(id.toLowerCase());
    if (members === undefined || members === null) return null;
    for (const member of members) if (enabled.has(member)) found.add(member);
  }
  return found;
}

function settingChange(
  id: PolicySetting,
  prior: AuthenticationMethodsPolicy | null,
  planned: AuthenticationMethodsPolicy | null,
): SettingChange {
  const before = settingIn(id, prior);
  const after = settingIn(id, planned);
  const isUnknown = before === 'unknown' && after === 'unknown';
  return { id, kind: isUnknown ? 'unknown' : before === after ? 'same' : 'changed', before, after };
}

function settingIn(id: PolicySetting, policy: AuthenticationMethodsPolicy | null): string {
  if (policy === null) return 'unknown';
  switch (id) {
    case 'migrationState':
      return policy.policyMigrationState ?? 'null';
    case 'systemPreferred':
      return policy.systemCredentialPreferences?.state ?? 'unknown';
    case 'registrationCampaign':
      return (
        policy.registrationEnforcement?.authenticationMethodsRegistrationCampaign?.state ??
        'unknown'
      );
    case 'passkeyOptOut': {
      const value = policy.optOutSettings?.passkeyDynamicMigration ?? null;
      return value === null ? 'unknown' : value ? 'set' : 'notSet';
    }
  }
}
