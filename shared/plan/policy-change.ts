import { configurationOf } from '../assess/allowed-methods';
import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import { knownMethodId, methodIds, type MethodConfiguration } from '../entra/method-configuration';
import type { Json } from '../json';
import type { Plan } from './plan';
import { nobody, reachIn, type Reach } from './policy-reach';
import { applyStep, imageOfPlan, type TenantImage } from './post-image';
import { sameState } from './same-state';
import { policySettings, settingChange, type SettingChange } from './setting-change';

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
  const inPolicy = (before.policy?.authenticationMethodConfigurations ?? []).map(({ id }) =>
    knownMethodId(id),
  );
  const ids = [...new Set<string>([...methodIds, ...inPolicy])];
  return {
    methods: ids.map((id) => methodChange(id, [before, ...images], enabled)),
    settings: policySettings.map((id) => settingChange(id, before, after, enabled)),
  };
}

/** The images in which the policy or a group differs from the one before: few among many steps. */
export function policyImages(plan: Plan): readonly TenantImage[] {
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
  return policy === null ? null : (configurationOf(policy, id) ?? null);
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
