import type { Finding } from '../../shared/assess/assessment';
import { refusedByOpenAnswers, refusedPurposes } from '../../shared/assess/blockers';
import { isInScope } from '../../shared/assess/coverage';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import type { Fresh } from './fresh-data';
import { peopleOf } from './step-facts';

export interface BlockerVerdict {
  /** Codes that refuse the whole step. */
  readonly refusedBy: readonly string[];
  /** Items refused by a blocker that names people, with its code. */
  readonly blockedItems: ReadonlyMap<string, string>;
}

/** What open blockers of the fresh assessment refuse of a step (findings.md 3). */
export function judgeBlockers(step: Step, plan: Plan, fresh: Fresh): BlockerVerdict {
  const refusedBy = new Set<string>();
  const blockedItems = new Map<string, string>();
  for (const finding of fresh.assessment.findings) {
    const refusal = refusedPurposes(finding);
    if (isRingRefused(step, plan, finding)) refusedBy.add(finding.code);
    if (!refusal.purposes.includes(step.purpose)) continue;
    if (!refusal.subjectsOnly) {
      refusedBy.add(finding.code);
      continue;
    }
    const touched = touchedSubjects(step, plan, fresh, finding);
    if (step.items === undefined) {
      if (touched.length > 0) refusedBy.add(finding.code);
    } else for (const userId of touched) blockedItems.set(userId, finding.code);
  }
  for (const open of refusedByOpenAnswers(fresh.assessment.unread)) {
    if (open.purposes.includes(step.purpose)) refusedBy.add(open.code);
  }
  const items = step.items ?? [];
  if (items.length > 0 && items.every((item) => blockedItems.has(item.userId))) {
    for (const code of blockedItems.values()) refusedBy.add(code);
  }
  return { refusedBy: [...refusedBy].sort(), blockedItems };
}

function isRingRefused(step: Step, plan: Plan, finding: Finding): boolean {
  if (step.ring === undefined || step.kind === 'gate' || step.kind === 'soak') return false;
  const { rings } = refusedPurposes(finding);
  if (rings === 'afterRing0') return step.ring > 0;
  if (rings === 'none') return false;
  const members = new Set(plan.rings.find((ring) => ring.ring === step.ring)?.members ?? []);
  return finding.subjects.some((subject) => members.has(subject.id));
}

/** Subjects the step would touch. Somebody of whom that is not known counts as touched. */
function touchedSubjects(
  step: Step,
  plan: Plan,
  fresh: Fresh,
  finding: Finding,
): readonly string[] {
  const people = peopleOf(step, plan);
  const policy =
    step.target.type === 'conditionalAccessPolicy' &&
    fresh.snapshot.conditionalAccess.kind === 'read'
      ? fresh.snapshot.conditionalAccess.value.find(
          (one) => one.id.toLowerCase() === step.target.id.toLowerCase(),
        )
      : undefined;
  return finding.subjects
    .filter((subject) => subject.kind === 'user')
    .map((subject) => subject.id)
    .filter((userId) => {
      if (people !== null && !people.has(userId)) return false;
      const scope = fresh.scopes.get(userId);
      return policy === undefined || scope === undefined || isInScope(policy, scope) !== false;
    });
}
