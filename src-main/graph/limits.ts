/** Published limits as configuration (performance.md 1.1, checked 2026-11-22): they move. */
export interface Limit {
  readonly name: 'conditionalAccess' | 'reports' | 'reads' | 'writes' | 'batchWrites';
  readonly capacity: number;
  readonly perMs: number;
}

export const limits: Readonly<Record<Limit['name'], Limit>> = {
  conditionalAccess: { name: 'conditionalAccess', capacity: 1, perMs: 1 / 1000 },
  reports: { name: 'reports', capacity: 5, perMs: 5 / 10_000 },
  /** Units of the smallest tenant class; raised once the number of users is known. */
  reads: { name: 'reads', capacity: 3_500, perMs: 3_500 / 10_000 },
  writes: { name: 'writes', capacity: 3_000, perMs: 3_000 / 150_000 },
  /** One batch of 20 writes a second (execution.md 2.3). */
  batchWrites: { name: 'batchWrites', capacity: 1, perMs: 1 / 1000 },
};

/** Read units of 10 seconds by tenant size. */
export function readUnits(users: number): number {
  if (users > 500) return 8_000;
  return users >= 50 ? 5_000 : 3_500;
}

/** The bucket a path is charged to. */
export function bucketOf(method: string, path: string, isBatchOfWrites: boolean): Limit['name'] {
  if (isBatchOfWrites) return 'batchWrites';
  if (path.includes('/identity/conditionalAccess')) return 'conditionalAccess';
  if (path.includes('/reports/') || path.includes('/auditLogs/')) return 'reports';
  return method === 'GET' || path.endsWith('/$batch') ? 'reads' : 'writes';
}

/** Read units of one GET with `$select` (performance.md 1.1). */
export function unitsOf(path: string): number {
  if (path.includes('/transitiveMembers')) return 4;
  if (path.endsWith('/members') || path.endsWith('/subscribedSkus')) return 2;
  return 1;
}
