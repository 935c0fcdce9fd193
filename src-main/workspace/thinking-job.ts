import type { Session } from '../../shared/assess/assessment';
import type { Answers } from '../../shared/tenant/answer';
import type { ThinkingView } from '../../shared/ipc/thinking-contract';
import type { Choices } from '../../shared/tenant/choice';
import type { Parcel } from './parcels';

export type Thought = 'assessed' | 'plan' | 'simulation';

/** What is worked out beside the main process. It names a snapshot; nothing secret goes along. */
export interface ThinkingJob {
  readonly id: number;
  readonly thought: Thought;
  /** Folder of the tenant's store, which is opened to read. */
  readonly directory: string;
  readonly snapshotId: string;
  readonly answers: Answers | null;
  readonly choices: Choices;
  readonly session: Session | undefined;
  readonly asOf: string;
  readonly madeAt: string;
  readonly appVersion: string;
}

/** Told before each part of a job but the last, which whoever takes the answer counts. */
export type Told = Pick<ThinkingView, 'users'> & {
  readonly part: Exclude<ThinkingView['part'], 'handing'>;
};

/** From the worker: what it does now, a piece of the answer, its end, or that it could not think. */
export type ThinkingReply =
  | { readonly id: number; readonly told: Told }
  | { readonly id: number; readonly parcel: Parcel }
  | { readonly id: number; readonly end: 'done' | 'failed' };

/** To the worker: a job, a store to look through, a plan file to read, or that a piece has been taken over. */
export type ThinkingCall =
  | { readonly job: ThinkingJob }
  | { readonly look: { readonly id: number; readonly directory: string } }
  | { readonly file: { readonly id: number; readonly path: string } }
  | { readonly taken: number };
