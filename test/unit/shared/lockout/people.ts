import type { Person } from '../../../../shared/assess/people';
import { read } from '../../../../shared/tenant/snapshot';
import { imageOfSnapshot, type TenantImage } from '../../../../shared/plan/post-image';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { aSnapshot, type SnapshotOptions } from '../../../fixtures/a-snapshot';
import type { Answers } from '../../../../shared/tenant/answer';

/** An enabled member with a passkey, per-user MFA disabled. */
export function aPerson(change: Partial<Person> = {}): Person {
  const id = change.id ?? 'u1';
  return {
    id,
    upn: `${id}@practice.example`,
    name: id,
    department: null,
    enabled: true,
    kind: 'member',
    isPerson: true,
    isStaff: true,
    isGuest: false,
    isEmergencyAccess: false,
    isOperator: false,
    isAdministrator: false,
    isGlobalAdministrator: 'no',
    hasP1: true,
    perUserMfa: 'disabled',
    methods: ['fido2SecurityKey'],
    unknownMethods: [],
    defaultMethod: null,
    allowedMethods: ['fido2SecurityKey'],
    isPhoneOnly: false,
    hasNoMethod: false,
    isStranded: false,
    cover: 'none',
    isPlaceBound: false,
    date: 'none',
    reachableReplacements: [],
    readiness: 'ready',
    ...change,
  };
}

export function anImage(
  options: SnapshotOptions = {},
  answers: Answers | null = null,
): TenantImage {
  return imageOfSnapshot(aSnapshot(options), answers);
}

/** Sections that were not read. */
export function withGroups(
  groups: Record<string, readonly string[] | null>,
): Snapshot['groupMembers'] {
  return Object.fromEntries(
    Object.entries(groups).map(([id, members]) => [
      id,
      members === null ? ({ kind: 'unread', reason: { code: 'refused' } } as const) : read(members),
    ]),
  );
}
