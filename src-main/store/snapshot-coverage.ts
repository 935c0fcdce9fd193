import type { UnreadReason } from '../../shared/tenant/snapshot';
import type { SnapshotHead } from './assemble-snapshot';

/** What was asked, and why parts of it are unread. `null`: read to the end. */
export interface Coverage {
  readonly head: SnapshotHead;
  /** The reading whose pages these are; absent in a file of before, which has its own copy. */
  readonly readingId?: string;
  readonly unread: Readonly<Record<string, UnreadReason | null>>;
  /** As `SnapshotCoverage` has it. */
  readonly isEachOnce?: true;
}

export interface SnapshotRecord {
  readonly snapshotId: string;
  readonly tenantId: string;
  readonly takenAt: string;
  readonly hash: string;
}
