import type { WriteKind } from './every-kind';
import type { Cast, EditFacts } from './edit-cast';

/** What has to become of a step after an edit, by the words of execution.md alone. */
export interface Due {
  /** `refused`: nothing of the step may leave. `done`: it must go through. `either`: not said. */
  readonly step: 'refused' | 'done' | 'either';
  /** People no write of the step may name, whatever becomes of it. */
  readonly spared: readonly string[];
}

/** Steps of `every-kind.ts` that take something or ask for something (3.2: G7 and G8 are asked). */
const taking: ReadonlySet<WriteKind> = new Set([
  'group.remove',
  'migration.state',
  'systemPreferred.set',
  'campaign.set',
  'ca.exclude',
  'securityDefaults.set',
  'perUserMfa.set',
  'passkeyOptOut.set',
]);

/** Steps whose target is the policy or the group that edits touch. */
const ofPolicy: ReadonlySet<WriteKind> = new Set([
  'ca.setState',
  'ca.exclude',
  'securityDefaults.set',
]);

/**
 * Written without a look at the product: an enforced policy that reaches somebody of the step (G7),
 * emergency access (3.3), the operator's role (G4), cover of each person (2.3), the target (G6).
 * Within a run a step that only gives may rest on a reading of some minutes ago: whoever lost the
 * role meanwhile is refused by Graph itself.
 */
export function dueAfter(kind: WriteKind, facts: EditFacts, cast: Cast, isWithinRun: boolean): Due {
  const people = kind === 'group.remove' || kind === 'perUserMfa.set' ? cast.staff : cast.everybody;
  const reachesThem = (facts.reached ?? []).some((id) => people.includes(id));
  const spared = [
    ...(kind === 'perUserMfa.set' ? (facts.uncovered ?? []) : []),
    ...(kind === 'group.remove' ? (facts.left ?? []) : []),
    ...(kind === 'group.add' ? (facts.deleted ?? []) : []),
  ];
  // Security defaults come after the same policy was loosened: what others did to it may be just that.
  if (kind === 'securityDefaults.set' && facts.isOfPolicy === true) {
    return { step: 'either', spared };
  }
  const isRefused =
    (facts.takesOperator === true && (taking.has(kind) || !isWithinRun)) ||
    (taking.has(kind) && (reachesThem || facts.breaksEmergency === true)) ||
    (kind === 'group.remove' && facts.deletesGroup === true) ||
    (kind === 'migration.state' && facts.takesMethods === true);
  if (isRefused) return { step: 'refused', spared };
  const isDone = facts.isHarmless === true && !ofPolicy.has(kind);
  return { step: isDone ? 'done' : 'either', spared };
}
