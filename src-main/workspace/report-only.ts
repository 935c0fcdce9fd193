import { coverIn, scopesIn } from '../../shared/assess/account-cover';
import { valueOf } from '../../shared/assess/membership';
import type { Assessed, PlanningInput } from './planning';

/**
 * People whom nothing asks but a report-only policy names: shown apart, never as protected (R10).
 * Null: the policies could not be read.
 */
export function countReportOnly({ snapshot }: PlanningInput, assessed: Assessed): number | null {
  const policies = valueOf(snapshot.conditionalAccess);
  if (policies === null) return null;
  if (!policies.some((policy) => policy.state === 'enabledForReportingButNotEnforced')) return 0;
  const toScope = scopesIn(snapshot);
  const toCover = coverIn(snapshot);
  const users = valueOf(snapshot.users) ?? [];
  return assessed.people.filter((person, place) => {
    const user = users[place];
    const isOpen = person.enabled && person.isPerson && person.cover === 'none';
    if (!isOpen || user === undefined) return false;
    return toCover(person, toScope(user)).policies.some(({ state }) => state === 'reportOnly');
  }).length;
}
