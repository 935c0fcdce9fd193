import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import type { Json } from '../json';
import { nobody, reachOf, type Reach, type Scoped } from './policy-reach';
import type { TenantImage } from './post-image';
import { sameState } from './same-state';

/** Settings of the policy beside its methods; their values are Graph's own words. */
export const policySettings = [
  'migrationState',
  'systemPreferred',
  'registrationCampaign',
  'passkeyOptOut',
] as const;
export type PolicySetting = (typeof policySettings)[number];

export interface SettingChange {
  readonly id: PolicySetting;
  /** `changed` also where the word stays and those it is for do not. */
  readonly kind: 'changed' | 'same' | 'unknown';
  /** Graph's value; `null` is a value of its own (R1), `unknown` was not read. */
  readonly before: string;
  readonly after: string;
  /** Whom it is for; null: a setting that is for the tenant. */
  readonly reach: { readonly before: Reach; readonly after: Reach } | null;
}

/** `enabled`: ids of the accounts that count. */
export function settingChange(
  id: PolicySetting,
  was: TenantImage,
  becomes: TenantImage,
  enabled: ReadonlySet<string>,
): SettingChange {
  const before = settingIn(id, was.policy);
  const after = settingIn(id, becomes.policy);
  const isUnknown = before === 'unknown' && after === 'unknown';
  const isSame = before === after && sameState(wholeOf(id, was), wholeOf(id, becomes));
  const isScoped = id === 'systemPreferred' || id === 'registrationCampaign';
  const reach = isScoped
    ? { before: settingReach(id, was, enabled), after: settingReach(id, becomes, enabled) }
    : null;
  return { id, kind: isUnknown ? 'unknown' : isSame ? 'same' : 'changed', before, after, reach };
}

function settingReach(id: PolicySetting, image: TenantImage, enabled: ReadonlySet<string>): Reach {
  const scoped = scopedIn(id, image.policy);
  if (scoped?.state === 'disabled') return nobody;
  if (scoped === null || scoped.state === null) return { to: 'unknown', people: null };
  return reachOf(image.groups, scoped, enabled);
}

function scopedIn(id: PolicySetting, policy: AuthenticationMethodsPolicy | null): Scoped | null {
  if (id === 'systemPreferred') return policy?.systemCredentialPreferences ?? null;
  if (id !== 'registrationCampaign') return null;
  return policy?.registrationEnforcement?.authenticationMethodsRegistrationCampaign ?? null;
}

function wholeOf(id: PolicySetting, image: TenantImage): Json {
  return scopedIn(id, image.policy) as unknown as Json;
}

function settingIn(id: PolicySetting, policy: AuthenticationMethodsPolicy | null): string {
  if (policy === null) return 'unknown';
  switch (id) {
    case 'migrationState':
      return policy.policyMigrationState ?? 'null';
    case 'systemPreferred':
    case 'registrationCampaign':
      return scopedIn(id, policy)?.state ?? 'unknown';
    case 'passkeyOptOut': {
      const value = policy.optOutSettings?.passkeyDynamicMigration ?? null;
      return value === null ? 'unknown' : value ? 'set' : 'notSet';
    }
  }
}
