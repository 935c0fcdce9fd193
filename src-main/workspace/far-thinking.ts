import type { Thinking } from './thinking';

/** Where the snapshot lies, and who works it out beside this process. */
export interface FarThinking {
  readonly thinking: Pick<Thinking, 'answer' | 'preview' | 'simulateKept' | 'stop'>;
  readonly directory: string;
  snapshotId(): string | null;
}

/** Accounts for which a plan is made in the time of a key press. */
export const smallTenant = 2_000;
