import type { Failure } from '../../shared/diagnostic';
import type { Direction } from '../../shared/journal/entry-body';
import type { Plan } from '../../shared/plan/plan';
import type { Rehearsal } from '../../shared/plan/rehearsal';
import type { RefResolver } from '../../shared/plan/references';
import type { Step } from '../../shared/plan/step';
import type { Sha256 } from '../../shared/ids';
import type { Result } from '../../shared/result';
import type { GraphClient } from '../graph/graph-client';
import type { Source } from '../graph/source';
import type { Clock } from '../ports/clock';
import type { TenantStore } from '../store/open-store';
import type { TenantLock } from '../store/tenant-lock';
import type { Cut } from './cut';
import type { FreshData } from './fresh-data';
import type { JournalLog } from './journal-log';
import type { RolloutEvent } from './rollout-types';

/** What every part of the engine works with: one plan on one tenant, with the lock held. */
export interface Engine {
  readonly source: Source;
  /** Requests end with `cut`: nobody who pressed waits for a service that has gone silent. */
  readonly graph: GraphClient;
  readonly cut: Cut;
  readonly clock: Clock;
  readonly store: TenantStore;
  readonly plan: Plan;
  readonly log: JournalLog;
  readonly lock: TenantLock;
  readonly fresh: FreshData;
  readonly refs: RefResolver;
  readonly sha256: Sha256;
  readonly directory: string;
  /** Accounts being checked as evidence right now, by step: not declared until they pass. */
  readonly candidates: Map<string, readonly string[]>;
  randomId(): string;
  writeKit(): Promise<Result<void, Failure>>;
  /** The whole plan forward and back on a copy; made once. */
  rehearse(): Promise<Result<Rehearsal, Failure>>;
}

/** One run of apply or roll back. */
export interface Run {
  readonly signal: AbortSignal;
  /** An emergency stop waits for this run: then not even the switch is finished first. */
  readonly urgent: AbortSignal;
  onEvent(event: RolloutEvent): void;
}

/** A person's word that they did a step in the portal. */
export interface ByHand {
  readonly text: string;
  readonly by: string;
}

/** A step on its way: forward as planned, or back as its reverse. */
export interface Motion {
  readonly step: Step;
  readonly direction: Direction;
  /** All steps of the one move this one belongs to, in the order they are carried out (2.4). */
  readonly bundle?: readonly Step[];
  /** A person did it in the portal: it is read back and nothing is sent. */
  readonly byHand?: ByHand;
}

/** How a step ended. `paused` waits for a person, a time, or the next call. */
export type StepEnd = Result<void, Failure>;
