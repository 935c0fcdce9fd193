import type { Language } from '../../shared/i18n/format';
import type { Session } from '../../shared/assess/assessment';
import type { Answers } from '../../shared/tenant/answer';
import type { ThinkingView } from '../../shared/ipc/thinking-contract';
import type { Choices } from '../../shared/tenant/choice';
import type { ContentsInput } from '../exports/export-contents';
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

/** The beginning of an export that is made beside the main process, of the plan with this hash. */
export interface PreviewWanted extends Omit<ContentsInput, 'plan' | 'simulation'> {
  readonly planHash: string;
  readonly language: Language | 'both';
  /** Null: the first. */
  readonly file: string | null;
}

/** Where the plan of a preview comes from: what was read, a plan file's copy, or the store's plans. */
export type PreviewOf =
  | { readonly kind: 'snapshot'; readonly job: Omit<ThinkingJob, 'id' | 'thought'> }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'kept'; readonly directory: string };

/** Told before each part of a job but the last, which whoever takes the answer counts. */
export type Told = Pick<ThinkingView, 'users'> & {
  readonly part: Exclude<ThinkingView['part'], 'handing'>;
};

/** From the worker: what it does now, a piece of the answer, its end, or that it could not think. */
export type ThinkingReply =
  | { readonly id: number; readonly told: Told }
  | { readonly id: number; readonly parcel: Parcel }
  | { readonly id: number; readonly end: 'done' | 'failed' };

/**
 * To the worker: a job, a store to look through, a plan file to read, a kept plan to simulate, a
 * preview, or that a piece has been taken over.
 */
export type ThinkingCall =
  | { readonly job: ThinkingJob }
  | { readonly look: { readonly id: number; readonly directory: string } }
  | { readonly file: { readonly id: number; readonly path: string } }
  | {
      readonly kept: { readonly id: number; readonly directory: string; readonly planHash: string };
    }
  | {
      readonly preview: {
        readonly id: number;
        readonly of: PreviewOf;
        readonly wanted: PreviewWanted;
      };
    }
  | { readonly taken: number };
