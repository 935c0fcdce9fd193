import type { FinderContext } from '../assess-context';
import type { Finding } from '../assessment';
import type { Person } from '../people';
import { accessEvidence } from './access-evidence';
import { accountEvidence } from './account-evidence';
import { answersBehind } from './answers-behind';
import { coverEvidence } from './cover-evidence';
import { peopleEvidence } from './people-evidence';
import { policyEvidence } from './policy-evidence';
import { runEvidence } from './run-evidence';

const tellers = {
  ...policyEvidence,
  ...peopleEvidence,
  ...coverEvidence,
  ...accessEvidence,
  ...accountEvidence,
  ...runEvidence,
};

/** The finding with what it rests on in `data`: what its finder noted, and what this tells of it. */
export function withEvidence(finding: Finding, context: FinderContext): Finding {
  const tell = tellers[finding.code];
  let people: readonly Person[] | null = null;
  const told = {
    context,
    finding,
    /** Looked up, once, where something is told of them: many findings name everybody. */
    get people(): readonly Person[] {
      return (people ??= peopleNamed(finding, context));
    },
  };
  const data = {
    ...finding.data,
    ...tell?.(told),
    ...answersBehind(finding.code, context),
  };
  return Object.keys(data).length === 0 ? finding : { ...finding, data };
}

/** Subjects are sorted as enabled accounts are, so both are walked side by side. */
function peopleNamed({ subjects }: Finding, { enabled, byId }: FinderContext): readonly Person[] {
  const people: Person[] = [];
  let at = 0;
  for (const { kind, id } of subjects) {
    if (kind !== 'user') continue;
    let next = enabled[at];
    // Mostly the very text: alike at once, where telling which comes first reads both.
    while (next !== undefined && next.id !== id && next.id < id) next = enabled[(at += 1)];
    const person = next?.id === id ? next : byId.get(id);
    if (person !== undefined) people.push(person);
  }
  return people;
}
