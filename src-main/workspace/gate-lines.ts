import { Temporal } from 'temporal-polyfill';
import type { GateLine } from '../../shared/ipc/gate-lines-contract';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { Plan } from '../../shared/plan/plan';
import { stepTitle } from '../../shared/plan/step-title';
import type { RolloutSession } from './rollout-session';

const mostDays = 1_000;

/**
 * Each gate's figure day by day in the plan's zone, as its looks stand in the journal: nothing is
 * filled in between, and a look that could read nothing stays without a figure.
 */
export function gateLines(plan: Plan, entries: readonly JournalEntry[]): GateLine[] {
  return plan.steps.flatMap((step): GateLine[] => {
    if (step.gate === undefined) return [];
    const days = new Map<string, GateLine['points'][number]>();
    for (const { type, stepId, at, body } of entries) {
      if (type !== 'gate' || stepId !== step.id) continue;
      const day = dayOf(at, plan.schedule.timeZone);
      const value = typeof body['value'] === 'number' ? body['value'] : null;
      days.set(day, { day, at, value });
    }
    if (days.size === 0) return [];
    return [
      {
        stepId: step.id,
        title: stepTitle(step),
        figure: step.gate.figure,
        ring: step.ring ?? null,
        limit: step.gate.atLeast ?? step.gate.atMost ?? 0,
        direction: step.gate.atLeast === undefined ? 'atMost' : 'atLeast',
        points: [...days.values()].slice(-mostDays),
      },
    ];
  });
}

/** The lines of the rollout that is open; none where no plan is carried out. */
export async function gateLinesOf(session: Watched): Promise<GateLine[]> {
  if (session.plan === null) return [];
  if (!session.isBusy) await session.open();
  return gateLines(session.plan, session.rollout?.entries(0, Number.MAX_SAFE_INTEGER) ?? []);
}

/** What the lines need of a rollout. */
type Watched = Pick<RolloutSession, 'plan' | 'isBusy' | 'open' | 'rollout'>;

function dayOf(at: string, zone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}
