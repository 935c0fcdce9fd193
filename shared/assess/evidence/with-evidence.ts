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
  const told = {
    context,
    finding,
    /** Looked up where something is told of them: many findings name everybody. */
    get people(): readonly Person[] {
      return finding.subjects.flatMap(({ kind, id }) => {
        const person = kind === 'user' ? context.byId.get(id) : undefined;
        return person === undefined ? [] : [person];
      });
    },
  };
  const data = {
    ...finding.data,
    ...tell?.(told),
    ...answersBehind(finding.code, context),
  };
  return Object.keys(data).length === 0 ? finding : { ...finding, data };
}
