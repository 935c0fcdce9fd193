import * as v from 'valibot';
import { count, instant, shortText } from '../../shared/bounds';
import type { Failure } from '../../shared/diagnostic';
import type { SinceView } from '../../shared/ipc/since-contract';
import { ok, type Result } from '../../shared/result';
import type { Snapshot } from '../../shared/tenant/snapshot';
import type { TenantStore } from '../store/open-store';

const key = 'lastOpening';
const leastAbsenceMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;

const openingSchema = v.object({
  at: instant,
  /** The approved plan and its steps done; null: none is approved. */
  plan: v.nullable(v.object({ hash: shortText, done: count })),
  registered: v.nullable(count),
  readAt: v.nullable(instant),
});
type Opening = v.InferOutput<typeof openingSchema>;

/** What is known as a plan is opened. */
export interface OpeningFacts {
  readonly at: string;
  readonly plan: { readonly hash: string; readonly done: number; readonly total: number } | null;
  readonly snapshot: Pick<Snapshot, 'takenAt' | 'registration'> | null;
  readonly nextDate: string | null;
  readonly isReadingOld: boolean;
}

/**
 * What has happened since the plan was opened last, and this opening kept in the plan's own store
 * for the next one. Null on the first opening, where what is kept cannot be read, and after less
 * than an hour: then the earlier opening stays what the next one is compared with.
 */
export function sinceLastOpening(
  { settings }: Pick<TenantStore, 'settings'>,
  facts: OpeningFacts,
): Result<SinceView | null, Failure> {
  const kept = v.safeParse(openingSchema, settings.get(key));
  const before = kept.success ? kept.output : null;
  if (before !== null && isBack(before, facts.at)) return ok(null);
  const now: Opening = {
    at: facts.at,
    plan: facts.plan === null ? null : { hash: facts.plan.hash, done: facts.plan.done },
    registered: registeredIn(facts.snapshot),
    readAt: facts.snapshot?.takenAt ?? null,
  };
  const saved = settings.set(key, now);
  if (!saved.ok) return saved;
  return ok(before === null ? null : compare(before, now, facts));
}

/** Too short an absence. A clock that went back tells of none, and is believed from here on. */
function isBack({ at }: Opening, now: string): boolean {
  const absence = Date.parse(now) - Date.parse(at);
  return absence >= 0 && absence < leastAbsenceMs;
}

function compare(before: Opening, now: Opening, facts: OpeningFacts): SinceView | null {
  if (Date.parse(now.at) < Date.parse(before.at)) return null;
  const { plan, nextDate } = facts;
  // Steps of another plan are other steps.
  const isSame = plan !== null && before.plan?.hash === plan.hash;
  const { registered, readAt } = now;
  return {
    at: before.at,
    steps:
      isSame && before.plan !== null
        ? { before: before.plan.done, now: plan.done, of: plan.total }
        : null,
    registered:
      registered === null || before.registered === null
        ? null
        : { before: before.registered, now: registered },
    next:
      nextDate === null
        ? null
        : {
            date: nextDate,
            before: daysTo(nextDate, before.at),
            now: daysTo(nextDate, now.at),
          },
    read: readAt === null ? null : { before: before.readAt, now: readAt },
    isReadingOld: facts.isReadingOld,
  };
}

/** Whole days from an instant's UTC day to a date. */
function daysTo(date: string, at: string): number {
  return Math.round((Date.parse(date.slice(0, 10)) - Date.parse(at.slice(0, 10))) / dayMs);
}

/** Accounts the report calls MFA capable; one it does not tell of leaves the number unknown. */
function registeredIn(snapshot: OpeningFacts['snapshot']): number | null {
  if (snapshot?.registration.kind !== 'read') return null;
  const rows = snapshot.registration.value;
  if (rows.some(({ isMfaCapable }) => isMfaCapable === null)) return null;
  return rows.filter(({ isMfaCapable }) => isMfaCapable === true).length;
}
