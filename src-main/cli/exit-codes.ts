import type { Failure } from '../../shared/diagnostic';
import type { Assessment, Unread } from '../../shared/assess/assessment';
import { reads } from '../graph/reads';

/** Exit codes of every command (DESIGN 5). */
export const exitCodes = {
  done: 0,
  bug: 1,
  badInput: 2,
  refused: 3,
  stale: 4,
  partlyRead: 5,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code of a failure: by its origin, with the exceptions the contract names. */
export function exitCodeOf(failure: Failure): ExitCode {
  switch (failure.code) {
    case 'plan/nothing-to-do':
      return exitCodes.done;
    case 'internal/bug':
    case 'store/halted':
      return exitCodes.bug;
    case 'plan/stale':
    case 'step/drift':
    case 'step/moved-since':
      return exitCodes.stale;
    case 'plan/not-approved':
    case 'plan/second-approval':
    case 'plan/same-approver':
    case 'plan/second-not-administrator':
    case 'plan/snapshot-incomplete':
    case 'store/locked':
    case 'auth/token-ending':
    case 'graph/read-only-source':
      return exitCodes.refused;
    default:
      return /^(guardrail|step)\//.test(failure.code) ? exitCodes.refused : exitCodes.badInput;
  }
}

/** Kinds of data that take P1, and whose lack is normal. Who holds a role takes none (domain.md 2). */
const licensed = new Set<Unread['source']>([
  ...Object.values(reads).flatMap(({ source, licence }) =>
    source !== null && licence === 'p1' ? [source] : [],
  ),
  'signInActivity',
]);

/** Leaves an assessment complete: no licence is normal, a question may stay open. */
function isHarmless({ source, reason }: Unread): boolean {
  if (reason === 'notLicensed') return licensed.has(source);
  return reason === 'notAnswered' || reason === 'notAsked';
}

/**
 * 3 in the wrong tenant, where nothing is read; 5 when something that should have been readable was
 * not, a source or a person, or there is no consent; otherwise 0.
 */
export function exitCodeOfReading({
  unread,
  findings,
}: Pick<Assessment, 'unread' | 'findings'>): ExitCode {
  if (findings.some(({ code }) => code === 'WRONG-TENANT')) return exitCodes.refused;
  const isCut =
    unread.some((one) => !isHarmless(one)) ||
    findings.some(({ code }) => code === 'DATA-UNREADABLE' || code === 'TENANT-CONSENT-MISSING');
  return isCut ? exitCodes.partlyRead : exitCodes.done;
}
