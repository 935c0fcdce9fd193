import { valueOf } from '../../shared/assess/membership';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { textsIn } from '../../shared/journal/entry-body';
import { freshlyOn, stopStepId, stopSteps, turnsOn } from '../../shared/plan/emergency-stop';
import type { Plan } from '../../shared/plan/plan';
import { resolveText, type RefResolver } from '../../shared/plan/references';
import type { Fresh } from './fresh-data';
import type { JournalLog } from './journal-log';
import type { StepState } from '../../shared/journal/step-state';

export interface KnownOffInput {
  readonly plan: Pick<Plan, 'steps'>;
  readonly entries: readonly JournalEntry[];
  readonly stateOf: (stepId: string) => StepState;
  readonly refs: RefResolver;
  /** The newest reading of the tenant by this rollout; null: there is none. */
  readonly fresh: Pick<Fresh, 'snapshot' | 'takenAt'> | null;
}

/** What a stop is about. `isOff`: known to be off, so that it would find nothing to change there. */
export interface StopTarget {
  readonly id: string;
  readonly name: string;
  readonly isOff: boolean;
}

/** What a stop would loosen, newest first, by the journal and the newest reading. */
export function targetsOfStop(
  plan: Pick<Plan, 'steps'>,
  log: Pick<JournalLog, 'entries' | 'state'>,
  fresh: KnownOffInput['fresh'],
): readonly StopTarget[] {
  const stateOf = (stepId: string): StepState => log.state(stepId);
  const refs = { created: (stepId: string) => stateOf(stepId).objectId, evidence: () => null };
  const off = knownOff({ plan, entries: log.entries, stateOf, refs, fresh });
  return stopSteps(plan, stateOf, refs, 0).map(({ target: { id, name } }) => ({
    ...{ id, name, isOff: off.has(id.toLowerCase()) },
  }));
}

/**
 * Policies (ids in lower case) that a stop would find off: by the newest of what an earlier stop read
 * back and what was read of the tenant. Whatever was sent since to turn one on, and whatever nobody
 * knows, counts as on.
 */
export function knownOff(input: KnownOffInput): ReadonlySet<string> {
  const { plan, stateOf, refs, entries, fresh } = input;
  const turnedOnAt = lastTurnedOn(input);
  const off = new Map<string, number>();
  let stops = 0;
  for (const entry of entries.filter(({ type }) => type === 'emergency')) {
    stops += 1;
    for (const [place, id] of textsIn(entry, 'policies').entries()) {
      // Done once it was read back, or found off before anything was sent.
      const state = stateOf(stopStepId(stops, place + 1));
      const at = state.status === 'DONE' && state.at !== null ? Date.parse(state.at) : null;
      if (at === null) off.delete(id.toLowerCase());
      else off.set(id.toLowerCase(), at);
    }
  }
  const read = fresh === null ? null : valueOf(fresh.snapshot.conditionalAccess);
  if (fresh !== null && read !== null) {
    const enforcing = new Set(
      read
        .filter(({ state }) => state !== 'disabled' && state !== reportOnly)
        .map(({ id }) => id.toLowerCase()),
    );
    for (const id of ownIds(plan, refs)) {
      if ((off.get(id) ?? 0) > fresh.takenAt) continue;
      if (enforcing.has(id)) off.delete(id);
      else off.set(id, fresh.takenAt);
    }
  }
  const open = freshlyOn(plan, stateOf, refs);
  return new Set(
    [...off].flatMap(([id, at]) => (open.has(id) || (turnedOnAt.get(id) ?? 0) >= at ? [] : [id])),
  );
}

const reportOnly = 'enabledForReportingButNotEnforced';

/** When this rollout last sent something that turns a policy on, by id. */
function lastTurnedOn({ plan, entries, refs }: KnownOffInput): ReadonlyMap<string, number> {
  const idOf = new Map(
    plan.steps.flatMap((step) => {
      const id = turnsOn(step) ? idOfPolicy(step, refs) : null;
      return id === null ? [] : [[step.id, id] as const];
    }),
  );
  const last = new Map<string, number>();
  for (const { type, stepId, at } of entries) {
    const id = type === 'sent' && stepId !== null ? idOf.get(stepId) : undefined;
    if (id !== undefined) last.set(id, Date.parse(at));
  }
  return last;
}

function ownIds(plan: Pick<Plan, 'steps'>, refs: RefResolver): readonly string[] {
  return plan.steps.flatMap((step) => (turnsOn(step) ? (idOfPolicy(step, refs) ?? []) : []));
}

function idOfPolicy(step: Plan['steps'][number], refs: RefResolver): string | null {
  const id = step.kind === 'ca.create' ? refs.created(step.id) : resolveText(step.target.id, refs);
  return id?.toLowerCase() ?? null;
}
