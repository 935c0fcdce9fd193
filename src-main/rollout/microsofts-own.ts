import type { Fresh } from './fresh-data';

/** Policies Microsoft made by itself, by lower-case id, as the reading knows them. */
export function microsoftsOwn(fresh: Fresh): ReadonlySet<string> {
  const found = fresh.assessment.findings.find((one) => one.code === 'MANAGED-POLICY-PRESENT');
  return new Set((found?.subjects ?? []).map(({ id }) => id.toLowerCase()));
}
