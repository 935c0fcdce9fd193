import { coverIn, scopesIn } from '../../shared/assess/account-cover';
import { valueOf } from '../../shared/assess/membership';
import type { Person } from '../../shared/assess/people';
import { findUnknowns } from '../../shared/assess/person-unknowns';
import { windowReason, windowSources } from '../../shared/assess/sign-in-windows';
import type { PersonView } from '../../shared/ipc/people-contract';
import { answersAbout } from '../../shared/people/answer-evidence';
import { groupsThatMatter } from '../../shared/people/group-evidence';
import { traitsOf } from '../../shared/people/person-traits';
import { askingPolicies, exclusionsOf } from '../../shared/people/policy-evidence';
import { signInEvidence } from '../../shared/people/sign-in-evidence';
import type { Plan } from '../../shared/plan/plan';
import type { PlanningInput } from './planning';
import { spotIn } from './people-spots';
import { ownFactsOf } from './own-facts';
import { toPersonRow } from './people-view';
import { pointsOf } from './person-points';

/**
 * One person over time and the evidence for it: what asks them, what leaves them out, through which
 * groups, from which report and answers. Null: no such account.
 */
export function buildPersonView(
  input: PlanningInput,
  people: readonly Person[],
  plan: Plan | null,
  userId: string,
): PersonView | null {
  const { snapshot, answers } = input;
  const person = people.find((one) => one.id === userId);
  const user = (valueOf(snapshot.users) ?? []).find((one) => one.id === userId);
  if (person === undefined || user === undefined) return null;
  const scope = scopesIn(snapshot)(user);
  const coverage = coverIn(snapshot)(person, scope);
  const policies = askingPolicies(snapshot, coverage);
  const idsIn = (state: 'enabled' | 'reportOnly'): string[] =>
    policies.flatMap((policy) => (policy.state === state ? policy.id : []));
  const traits = traitsOf(person, {
    policies: idsIn('enabled'),
    reportOnly: idsIn('reportOnly'),
    unknowns: findUnknowns(snapshot)(person, user, scope),
  });
  return {
    row: toPersonRow(person, traits, spotIn(plan, userId)),
    points: pointsOf(input, plan, person),
    isPlanned: plan !== null,
    ...ownFactsOf(person),
    policies: policies.map((policy) => ({ ...policy })),
    exclusions: exclusionsOf(snapshot, scope).map((exclusion) => ({ ...exclusion })),
    groups: groupsThatMatter(snapshot, answers, scope).map((group) => ({
      ...group,
      uses: group.uses.map((use) => ({ ...use })),
    })),
    signIns: signInsOf(input, userId),
    report: reportOf(input, userId),
    answers: answersAbout(snapshot, answers, userId).map((answer) => ({ ...answer })),
  };
}

function signInsOf({ snapshot }: PlanningInput, userId: string): PersonView['signIns'] {
  const { legacy, reportOnly } = signInEvidence(snapshot, userId);
  return {
    legacy: legacy === null ? null : [...legacy],
    reportOnly: reportOnly === null ? null : [...reportOnly],
    unread: windowSources.flatMap((source) => {
      const reason = windowReason(snapshot, source);
      if (reason === null) return [];
      const { code, status = null, until } = reason;
      return { source, reason: code, status, ...(until === undefined ? {} : { until }) };
    }),
  };
}

/** The row the methods were read from: the report's, else the account's own. */
function reportOf({ snapshot }: PlanningInput, userId: string): PersonView['report'] {
  const row = valueOf(snapshot.registration)?.find((one) => one.id === userId);
  if (row !== undefined) return { source: 'registration', at: row.lastUpdatedDateTime };
  const isSingle = snapshot.userMethods[userId]?.kind === 'read';
  return isSingle ? { source: 'userMethods', at: snapshot.takenAt } : { source: 'none', at: null };
}
