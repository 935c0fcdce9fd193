import type { CloudName } from '../entra/cloud';
import type { JsonObject } from '../json';
import type { Enforcement } from '../tenant/choice';
import type { Snapshot, SourceName, UnreadReason } from '../tenant/snapshot';
import type { Answers } from '../tenant/answer';
import type { Choices } from '../tenant/choice';
import type { FindingCode } from './finding-codes';
import type { PartnerFacts } from './partner-facts';

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

/** Every count of findings.md 5. Null: does not apply, or the users were not read. */
export interface Counts {
  readonly accounts: number | null;
  readonly accountsEnabled: number | null;
  readonly people: number | null;
  readonly peopleInWorkQueue: number | null;
  readonly pupils: number | null;
  readonly phoneOnlyFeb2027: number | null;
  readonly phoneOnlyFeb2027NotPeople: number | null;
  readonly phoneOnlyJul2027: number | null;
  readonly phoneOnlyNoDate: number | null;
  readonly noMethod: number | null;
  readonly perUserEnforced: number | null;
  readonly perUserEnabled: number | null;
  readonly perUserToClear: number | null;
  readonly safeToClearNow: number | null;
  readonly perUserKnown: number | null;
  readonly perUserUnknown: number | null;
  readonly notApplicable: number | null;
  readonly usersStrandedIfCompletedNow: number | null;
  readonly usersStrandedNow: number | null;
}

/**
 * What was not read or not answered. `source` is a reading source, a kind of data read for single
 * accounts, the signed-in account, or an answer's path.
 */
export interface Unread {
  readonly source:
    | SourceName
    | 'roleEnds'
    | 'signInActivity'
    | 'smsSignIn'
    | 'signedInAccount'
    | `answers.${string}`;
  readonly reason: UnreadReason['code'] | 'notAnswered';
  readonly status?: number;
  /** A hint for an open question: accounts whose sign-ins speak for it. Left out: none. */
  readonly seen?: number;
  /** ISO instant: the service put it off until then. */
  readonly until?: string;
}

export interface Recommendation {
  readonly enforcement: Enforcement | 'notAssessed';
}

/** Choices that are about something that can go away. */
export const staleChoiceFields = [
  'enforcement',
  'licences',
  'methods',
  'trustedIps',
  'federation',
  'managedPolicy',
  'frontline',
  'telephony',
  'accountPaths',
  'ringMoves',
  'accepted',
] as const satisfies readonly (keyof Choices)[];

/**
 * What it was about is gone, P1 is gone, the day it was made until has passed, the tenant is not so,
 * the method is off for everybody, so that groups named for whom it is on change nothing, there is
 * more of it now than was accepted, or it is nothing that can be accepted.
 */
export const staleReasons = [
  'gone',
  'licenceGone',
  'ranOut',
  'notSo',
  'isOff',
  'grown',
  'cannotBeAccepted',
] as const;

/** A recorded choice that counts as not made, because what it was about has changed (answers.md 3). */
export interface StaleChoice {
  readonly field: (typeof staleChoiceFields)[number];
  /** Range, domain, policy id, method id, account id or finding's code; empty for choices that stand once. */
  readonly subject: string;
  readonly value: string;
  readonly because: (typeof staleReasons)[number];
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
  /** Left out where every choice still stands. */
  readonly staleChoices?: readonly StaleChoice[];
  /** Left out where no partner has to do with the tenant. */
  readonly partners?: PartnerFacts;
}

/** The run, not the tenant: who is connected how. Left out: online, with a token for this tenant. */
export interface Session {
  /** No network, or a saved file was opened (NO-NETWORK). */
  readonly isOffline?: boolean;
  /** Tenant id of the token, where there is one (WRONG-TENANT). */
  readonly tokenTenantId?: string;
  /** No token for the tenant: consent or partner relationship missing (TENANT-CONSENT-MISSING). */
  readonly isConsentMissing?: boolean;
}

/** Everything an assessment is made of. `asOf` is an ISO instant. */
export interface AssessInput {
  readonly session?: Session;
  readonly snapshot: Snapshot;
  readonly answers: Answers | null;
  readonly choices: Choices;
  readonly asOf: string;
}
