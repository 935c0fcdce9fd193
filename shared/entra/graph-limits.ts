/**
 * Published limits as configuration, one row per bucket (performance.md 1.1). They move: what a
 * bucket holds stands here and nowhere else. Sources: Graph "service-specific throttling limits"
 * and its include files.
 */
export const limitsCheckedOn = '2026-11-22';

export interface Limit {
  /** Units the bucket holds: what may leave at once. */
  readonly quota: number;
  /** It fills up again evenly in this time. */
  readonly windowMs: number;
  /** `app`: one bucket for all tenants of this application. */
  readonly scope: 'tenant' | 'app';
  /** In no published list: unlimited until the first refusal, then this, then what is learnt. */
  readonly isLearnt?: true;
}

function perTenant(quota: number, windowMs: number): Limit {
  return { quota, windowMs, scope: 'tenant' };
}

function perApp(quota: number, windowMs: number): Limit {
  return { quota, windowMs, scope: 'app' };
}

export const limits = {
  global: perApp(130_000, 10_000),
  /** Resource units of the smallest tenant class; raised once the number of users is known. */
  reads: perTenant(3_500, 10_000),
  appReads: perApp(150_000, 20_000),
  writes: perTenant(3_000, 150_000),
  /** Of all applications together; `writes` leaves room for the others. */
  tenantWrites: perTenant(18_000, 300_000),
  appWrites: perApp(35_000, 300_000),
  /** One batch of 20 writes a second: not Graph's limit but our own (execution.md 2.3). */
  batchWrites: perTenant(1, 1_000),
  reports: perTenant(5, 10_000),
  appReports: perApp(122, 10_000),
  signInActivity: perApp(10, 60_000),
  /** Of all applications together, and its 429 has no Retry-After. */
  conditionalAccess: perTenant(1, 1_000),
  identityProviders: perTenant(200, 60_000),
  /** Methods of one person: the list says 5 in 10 s, reports from practice say far more. */
  personMethods: { quota: 5, windowMs: 10_000, scope: 'tenant', isLearnt: true },
  /**
   * `authentication/requirements` of one person: in no list, so a whole batch goes on leaving at
   * once. Were it as little as of the methods, this would cost refusals but no time.
   */
  personStates: { quota: 20, windowMs: 10_000, scope: 'tenant', isLearnt: true },
} as const satisfies Readonly<Record<string, Limit>>;

export type BucketName = keyof typeof limits;

export const bucketNames = Object.keys(limits) as readonly BucketName[];

/** Resource units of 10 seconds by tenant size: S, M, L. */
export function readUnits(users: number): number {
  if (users > 500) return 8_000;
  return users >= 50 ? 5_000 : 3_500;
}

/** Resource units of a GET without options; what is on no line costs 1. */
export const unitsByPath: readonly (readonly [RegExp, number])[] = [
  [/\/users$/, 2],
  [/\/groups\/[^/]+\/members$/, 3],
  [/\/groups\/[^/]+\/transitiveMembers$/, 5],
  [/\/(transitiveMemberOf|memberOf)$/, 2],
  [/\/subscribedSkus$/, 3],
  [/\/contracts$/, 3],
  [/\/checkMemberGroups$/, 4],
  [/\/directoryObjects\/getByIds$/, 5],
];
