import type { Choices } from '../tenant/choice';
import type { Finding, StaleChoice, SubjectKind } from './assessment';

/** Blockers and decisions cannot be accepted; everything else can, with a reason. */
export function isAcceptable(finding: Finding): boolean {
  return finding.severity !== 'blocker' && finding.severity !== 'decision';
}

export interface Acceptance {
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

type Accepted = NonNullable<Choices['accepted']>[number];

/** Kinds of which a finding has one and no other can come to it. */
const single: ReadonlySet<SubjectKind> = new Set([
  ...(['tenant', 'setting', 'report', 'snapshot', 'run'] as const),
]);

function isOver({ until }: Accepted, asOf: string): boolean {
  return until !== undefined && Date.parse(until) < Date.parse(asOf);
}

/**
 * Subjects that no valid acceptance names. One without `subjects` was made of whoever was there at
 * the time, which it does not tell: it covers a finding about the tenant or a setting, and nobody
 * of a list that may grow.
 */
function uncovered(finding: Finding, valid: readonly Accepted[]): number {
  const named = new Set(valid.flatMap((one) => one.subjects ?? []));
  const isWhole = valid.some((one) => one.subjects === undefined);
  return finding.subjects.filter(({ id, kind }) => !named.has(id) && !(isWhole && single.has(kind)))
    .length;
}

/**
 * The recorded acceptance that covers every subject and has not run out at `asOf` (ISO); null
 * otherwise. Several may cover them together: then the last one made is told.
 */
export function acceptanceOf(finding: Finding, choices: Choices, asOf: string): Acceptance | null {
  if (!isAcceptable(finding)) return null;
  const own = (choices.accepted ?? []).filter((one) => one.code === finding.code);
  const valid = own.filter((one) => !isOver(one, asOf));
  const last = valid.at(-1);
  if (last === undefined || uncovered(finding, valid) > 0) return null;
  return { reason: last.reason, by: last.by, at: last.at };
}

/**
 * Acceptances of findings that stand, and that count as not made: the finding is a blocker or a
 * decision, their day has passed, or it names somebody they do not; `value` is then how many.
 */
export function staleAcceptances(
  findings: readonly Finding[],
  choices: Choices,
  asOf: string,
): readonly StaleChoice[] {
  return findings.flatMap((finding): readonly StaleChoice[] => {
    const own = (choices.accepted ?? []).filter((one) => one.code === finding.code);
    const about = { field: 'accepted', subject: finding.code } as const;
    if (own.length === 0) return [];
    if (!isAcceptable(finding)) return [{ ...about, value: '', because: 'cannotBeAccepted' }];
    const valid = own.filter((one) => !isOver(one, asOf));
    const missing = uncovered(finding, valid);
    if (missing === 0) return [];
    return valid.length === 0
      ? [{ ...about, value: '', because: 'ranOut' }]
      : [{ ...about, value: String(missing), because: 'grown' }];
  });
}
