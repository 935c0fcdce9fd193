import { assess } from '../../shared/assess/assess';
import type { Assessment } from '../../shared/assess/assessment';
import { judgePeople, type ById } from '../../shared/assess/judge-people';
import { plainPerson } from '../../shared/assess/judged-person';
import type { Person } from '../../shared/assess/people';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Sha256 } from '../../shared/ids';
import type { Plan } from '../../shared/plan/plan';
import { imageOfSnapshot, type TenantImage } from '../../shared/plan/post-image';
import { err, ok, type Result } from '../../shared/result';
import type { Answers } from '../../shared/tenant/answer';
import type { Snapshot } from '../../shared/tenant/snapshot';
import type { Scope } from '../../shared/assess/membership';
import type { Source } from '../graph/source';
import type { TenantStore } from '../store/open-store';
import { withRegisteredSince } from './registered-since';
import { takeSnapshot } from './take-snapshot';

/** The tenant as read just now, judged with what the plan was told and what was done since. */
export interface Fresh {
  readonly snapshot: Snapshot;
  readonly answers: Answers;
  readonly assessment: Assessment;
  readonly people: ReadonlyMap<string, Person>;
  readonly scopes: ById<Scope>;
  readonly image: TenantImage;
  /** Server time of the reading, ms. */
  readonly takenAt: number;
}

export interface FreshDataInput {
  readonly source: Source;
  readonly store: TenantStore;
  readonly plan: Plan;
  readonly sha256: Sha256;
  /** Accounts named as emergency access evidence in this rollout. */
  emergencyAccess(): readonly string[];
}

/** A reading is used again for this long, unless something it depends on was written. */
export const freshForMs = 10 * 60_000;

export class FreshData {
  #fresh: Fresh | null = null;
  #lastReadAt: number | null = null;
  #isBehind = false;
  /** Counts what made readings useless: one that was under way then serves nobody after it. */
  #turn = 0;
  #reading: Promise<unknown> = Promise.resolve();
  #look: ((fresh: Fresh) => Result<void, Failure>) | null = null;

  constructor(private readonly input: FreshDataInput) {}

  /** Server time of the last full reading of this process; null before the first. */
  get lastReadAt(): number | null {
    return this.#lastReadAt;
  }

  /** The reading at hand, however old. */
  get current(): Fresh | null {
    return this.#fresh;
  }

  /** Looks once at the next reading, before anybody goes by it; null: no more. */
  lookOnce(look: ((fresh: Fresh) => Result<void, Failure>) | null): void {
    this.#look = look;
  }

  /** A write changed what people can do: the next question reads again. */
  invalidate(): void {
    this.#turn += 1;
    this.#fresh = null;
  }

  /** A write only gave something: the reading still serves further giving, and nothing else. */
  fallBehind(): void {
    this.#isBehind = true;
  }

  /**
   * A reading not older than `maxAgeMs` of server time; with `isExact` none from before a write of
   * ours either. Unreadable input is a failure.
   */
  get(
    signal: AbortSignal,
    maxAgeMs: number = freshForMs,
    isExact = true,
  ): Promise<Result<Fresh, Failure>> {
    // One tour at a time: a check of the guards may still be reading when a run begins.
    const asked = unlessAborted(this.#reading, signal).then(async (isOn) => {
      if (!isOn) return err(failure('step/cancelled'));
      return this.#looked(await this.#get(signal, maxAgeMs, isExact));
    });
    this.#reading = Promise.allSettled([this.#reading, asked]);
    return asked;
  }

  /** The same reading, judged as if this account ran the change, by what it holds now. */
  async getAs(userId: string, signal: AbortSignal): Promise<Result<Fresh, Failure>> {
    const fresh = await this.get(signal);
    if (!fresh.ok) return fresh;
    const { snapshot, answers, takenAt } = fresh.value;
    if (snapshot.signedInUserId === userId) return fresh;
    return this.#judge({ ...snapshot, signedInUserId: userId }, answers, takenAt, signal);
  }

  #looked(fresh: Result<Fresh, Failure>): Result<Fresh, Failure> {
    const look = this.#look;
    if (!fresh.ok || look === null) return fresh;
    this.#look = null;
    const done = look(fresh.value);
    return done.ok ? fresh : done;
  }

  async #get(
    signal: AbortSignal,
    maxAgeMs: number,
    isExact: boolean,
  ): Promise<Result<Fresh, Failure>> {
    const { source, store, plan } = this.input;
    const now = await source.clock.serverNow();
    const isLate = isExact && this.#isBehind;
    if (this.#fresh !== null && !isLate && now - this.#fresh.takenAt <= maxAgeMs) {
      return ok(this.#fresh);
    }
    this.#isBehind = false;
    const turn = this.#turn;
    const answers = this.#answers();
    const taken = await takeSnapshot({
      source,
      store,
      answers,
      choices: plan.choices,
      control: { signal, isPaused: () => false, whenResumed: () => Promise.resolve() },
      onProgress: () => undefined,
      sha256: this.input.sha256,
      mayResume: false,
    });
    if (!taken.ok) return taken;
    const judged = await this.#judge(taken.value, answers, now, signal);
    if (!judged.ok) return judged;
    if (turn === this.#turn) this.#fresh = judged.value;
    this.#lastReadAt = now;
    return judged;
  }

  /** People whom a blocker names are judged by what they hold now: the report may be old. */
  async #judge(
    taken: Snapshot,
    answers: Answers,
    now: number,
    signal: AbortSignal,
  ): Promise<Result<Fresh, Failure>> {
    const { source, plan } = this.input;
    const rest = { answers, choices: plan.choices, asOf: new Date(now).toISOString() };
    const byReport = assess({ snapshot: taken, ...rest });
    if (!byReport.ok) return byReport;
    const { assessment } = byReport.value;
    const since = await withRegisteredSince(source, { signal }, taken, assessment);
    if (!since.ok) return since;
    const snapshot = since.value ?? taken;
    const assessed = since.value === null ? byReport : assess({ snapshot, ...rest });
    if (!assessed.ok) return assessed;
    const judged = judgePeople({ snapshot, ...rest });
    if (!judged.ok) return judged;
    return ok({
      ...{ snapshot, answers, assessment: assessed.value.assessment },
      ...{
        people: new Map(judged.value.people.map((one) => [one.id, plainPerson(one)])),
        scopes: judged.value.scopes,
      },
      image: imageOfSnapshot(snapshot, answers),
      takenAt: now,
    });
  }

  /** The plan's answers, with the emergency access accounts that were named and checked since. */
  #answers(): Answers {
    const { plan } = this.input;
    const known = new Set(plan.emergencyAccess);
    const added = this.input.emergencyAccess().filter((id) => !known.has(id));
    const answers: Answers = plan.answers ?? { schema: 'causeway-answers/1' };
    if (added.length === 0) return answers;
    const declared = answers.accounts?.emergencyAccess ?? [];
    return {
      ...answers,
      accounts: {
        ...answers.accounts,
        emergencyAccess: [...declared, ...added.map((id) => ({ id }))],
      },
    };
  }
}

/** Waits for the end of it; false as soon as the signal fires. */
function unlessAborted(wait: Promise<unknown>, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = (): void => resolve(false);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void wait.finally(() => {
      signal.removeEventListener('abort', stop);
      resolve(!signal.aborted);
    });
  });
}
