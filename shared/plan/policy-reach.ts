import type { MethodTarget } from '../entra/method-configuration';
import type { TenantImage } from './post-image';

/** `nobody`: off, or no target; people: enabled accounts it reaches, null where not all was read. */
export interface Reach {
  readonly to: 'everyone' | 'some' | 'nobody' | 'unknown';
  readonly people: number | null;
}

export const nobody: Reach = { to: 'nobody', people: 0 };

/** A method's configuration or a setting of the policy: on or off, for some and not for others. */
export interface Scoped {
  readonly state: string | null;
  readonly includeTargets: readonly Pick<MethodTarget, 'id' | 'targetType'>[] | null;
  readonly excludeTargets: readonly Pick<MethodTarget, 'id' | 'targetType'>[] | null;
}

/** Who a configuration reaches in an image. A state that is neither on nor off is unknown. */
export function reachIn(
  image: TenantImage,
  scoped: Scoped | null,
  enabled: ReadonlySet<string>,
): Reach {
  if (image.policy === null) return { to: 'unknown', people: null };
  if (scoped === null || scoped.state === 'disabled') return nobody;
  if (scoped.state !== 'enabled') return { to: 'unknown', people: null };
  return reachOf(image.groups, scoped, enabled);
}

/** Whom the targets reach, whatever the state. */
export function reachOf(
  groups: TenantImage['groups'],
  scoped: Scoped,
  enabled: ReadonlySet<string>,
): Reach {
  const included = membersOf(groups, scoped.includeTargets, enabled);
  const excluded = membersOf(groups, scoped.excludeTargets, enabled);
  if (included === null || excluded === null) return { to: 'unknown', people: null };
  let people = 0;
  for (const id of included) if (!excluded.has(id)) people += 1;
  if (people === 0 && (scoped.includeTargets ?? []).length === 0) return nobody;
  return { to: included === enabled && excluded.size === 0 ? 'everyone' : 'some', people };
}

/**
 * Enabled accounts some targets name, `enabled` itself where they name everybody; null: a group's
 * members were not read.
 */
export function membersOf(
  groups: TenantImage['groups'],
  targets: Scoped['includeTargets'],
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
    const members = groups.get(id.toLowerCase());
    if (members === undefined || members === null) return null;
    for (const member of members) if (enabled.has(member)) found.add(member);
  }
  return found;
}
