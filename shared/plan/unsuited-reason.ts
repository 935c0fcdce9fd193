/** Why the preferred method leads somebody astray (domain.md 4.10, R16). */
export const unsuitedReasons = ['certificate', 'sharedDevice', 'radius', 'federated'] as const;
export type UnsuitedReason = (typeof unsuitedReasons)[number];
