import type { CloudName } from '../entra/cloud';
import type { JsonObject } from '../json';
import type { Enforcement } from '../tenant/choice';
import type { Snapshot, SourceName, UnreadReason } from '../tenant/snapshot';
import type { Answers } from '../tenant/answer';
import type { Choices } from '../tenant/choice';
import type { FindingCode } from './finding-codes';

export type Severity = 'blocker' | 'high' | 'medium' | 'decision' | 'info';

export type SubjectKind =
  | 'user'
  | 'tenant'
  | 'policy'
  | 'group'
  | 'method'
  | 'setting'
  | 'domain'
  | 'range'
  | 'radiusClient'
  | 'endpoint'
  | 'data'
  | 'report'
  | 'snapshot'
  | 'backup'
  | 'run';

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly name: string;
}

/** One finding (findings.md). `count` is the number of subjects but for NPS-MSCHAPV2-LIMIT. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly count: number;
  /** Complete, sorted by id. */
  readonly subjects: readonly Subject[];
  readonly data?: JsonObject;
}

/** Every count of findings.md 5. Null: does not apply. */
export interface Counts {
  readonly accounts: number;
  readonly accountsEnabled: number;
  readonly people: number;
  readonly peopleInWorkQueue: number;
  readonly pupils: number;
  readonly phoneOnlyFeb2027: number | null;
  readonly phoneOnlyFeb2027NotPeople: number | null;
  readonly phoneOnlyJul2027: number | null;
  readonly phoneOnlyNoDate: number | null;
  readonly noMethod: number;
  readonly perUserEnforced: number;
  readonly perUserEnabled: number;
  readonly perUserToClear: number;
  readonly safeToClearNow: number;
  readonly perUserKnown: number;
  readonly perUserUnknown: number;
  readonly notApplicable: number;
  readonly usersStrandedIfCompletedNow: number | null;
  readonly usersStrandedNow: number | null;
}

/** What was not read or not answered. `source` is a reading source or an answer's path. */
export interface Unread {
  readonly source: SourceName | `answers.${string}`;
  readonly reason: UnreadReason['code'] | 'notAnswered';
  readonly status?: number;
}

export interface Recommendation {
  readonly enforcement: Enforcement | 'notAssessed';
}

/** Assessment `causeway-assessment/1`: same input, same bytes. */
export interface Assessment {
  readonly schema: 'causeway-assessment/1';
  readonly tenant: {
    readonly id: string;
    readonly displayName: string;
    readonly cloud: CloudName;
    readonly entraPlan: 'free' | 'p1' | 'p2' | 'unknown';
  };
  readonly asOf: string;
  readonly capturedAt: string;
  readonly snapshotHash: string;
  readonly lowerBound: boolean;
  readonly findings: readonly Finding[];
  readonly counts: Counts;
  readonly recommendation: Recommendation;
  readonly unread: readonly Unread[];
}

/** Everything an assessment is made of. `asOf` is an ISO instant. */
export interface AssessInput {
  readonly snapshot: Snapshot;
  readonly answers: Answers | null;
  readonly choices: Choices;
  readonly asOf: string;
}
