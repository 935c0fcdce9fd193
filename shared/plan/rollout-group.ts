import type { Group } from '../entra/group';
import { hashObject } from '../hash-object';
import type { Sha256 } from '../ids';
import type { JsonObject } from '../json';
import type { Choices } from '../tenant/choice';

/**
 * Eight hex digits that mark everything one plan creates: known while planning, the same for the
 * same tenant, snapshot and choices (execution.md 1.2).
 */
export function planMarker(
  tenantId: string,
  snapshotHash: string,
  choices: Choices,
  sha256: Sha256,
): string {
  const plainChoices = JSON.parse(JSON.stringify(choices)) as JsonObject;
  const value = { tenantId, snapshotHash, choices: plainChoices };
  return hashObject('marker', value, sha256).slice(0, 8);
}

/** `cw-<8 hex>-<ordinal>` */
export function objectMarker(marker: string, ordinal: number): string {
  return `cw-${marker}-${String(ordinal)}`;
}

/** Display name of a created object: names stand in the tenant, not in the app, so they are fixed. */
export function markedName(purpose: string, marker: string, ordinal: number): string {
  return `Causeway: ${purpose} ${objectMarker(marker, ordinal)}`;
}

/** True for an assigned cloud group that an earlier plan made for this purpose: both names carry its mark. */
export function isOwnGroup(group: Group, purpose: string): boolean {
  const mark = /^cw-[0-9a-f]{8}-\d{1,4}$/.exec(group.mailNickname ?? '')?.[0];
  return (
    mark !== undefined &&
    group.displayName === `Causeway: ${purpose} ${mark}` &&
    group.groupTypes.length === 0 &&
    group.onPremisesSyncEnabled !== true &&
    group.isAssignableToRole !== true
  );
}

/** Body of one cumulative, assigned security group without members. */
export function groupBody(purpose: string, marker: string, ordinal: number): JsonObject {
  return {
    displayName: markedName(purpose, marker, ordinal),
    mailNickname: objectMarker(marker, ordinal),
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: [],
  };
}
