import type { Finding } from '../assess/assessment';
import type { FindingCode } from '../assess/finding-codes';
import type { Person } from '../assess/people';
import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import { clouds } from '../entra/cloud';
import type { ConditionalAccessPolicy } from '../entra/conditional-access-policy';
import type { Answers } from '../tenant/answer';
import type { Choices, Enforcement } from '../tenant/choice';
import type { Snapshot } from '../tenant/snapshot';
import type { MethodTargetPlan, Ring, Track } from './plan';
import type { RefusedMove } from './ring';
import type { ChosenAccounts } from './steps/chosen-accounts';
import type { StepTarget } from './step';
import type { StepObjects } from './step-draft';

/** A proposed method with the extras its configuration needs. */
export type PlannedMethod = MethodTargetPlan & {
  readonly isSoftwareOathEnabled?: boolean;
  readonly isOfficePhoneAllowed?: boolean;
  /** A group the choice names instead of the plan's own. */
  readonly group?: string;
  /** Groups the choice leaves out, object ids. */
  readonly exclude?: readonly string[];
  /** Groups left out today that the choice lets in again, object ids. */
  readonly readmit?: readonly string[];
};

/** Everything the step builders look at: judged once, never changed. */
export interface PlanContext {
  readonly snapshot: Snapshot;
  readonly answers: Answers | null;
  readonly choices: Choices;
  readonly enforcement: Enforcement;
  readonly policy: AuthenticationMethodsPolicy;
  readonly securityDefaults: boolean;
  readonly policies: readonly ConditionalAccessPolicy[];
  /** Sorted by id. */
  readonly people: readonly Person[];
  readonly byId: ReadonlyMap<string, Person>;
  readonly findings: ReadonlyMap<FindingCode, Finding>;
  readonly targets: readonly PlannedMethod[];
  /** In order, each with somebody in it. */
  readonly rings: readonly Ring[];
  readonly tracks: readonly Track[];
  /** Accounts that choices name, and the path chosen for them. */
  readonly chosen: ChosenAccounts;
  /** Moves by hand of people who are in no ring: they count as not made. */
  readonly staleMoves: readonly RefusedMove[];
  /** Declared emergency access accounts, ids. */
  readonly emergencyAccess: readonly string[];
  readonly operator: Person | null;
  /** The group the registration campaign asks, as it grows ring by ring; left out: there is none. */
  readonly campaignGroup?: StepTarget;
  /** Names and ordinals of what the plan creates. */
  readonly objects: StepObjects;
}

/** Ids of the accounts a finding is about; empty where it does not fire. */
export function subjectsOf(context: PlanContext, ...codes: readonly FindingCode[]): string[] {
  const ids = codes.flatMap((code) =>
    (context.findings.get(code)?.subjects ?? [])
      .filter((subject) => subject.kind === 'user')
      .map((subject) => subject.id),
  );
  return [...new Set(ids)].sort();
}

export function fires(context: PlanContext, code: FindingCode): boolean {
  return context.findings.has(code);
}

export function trackMembers(context: PlanContext, name: Track['track']): readonly string[] {
  return context.tracks.find((track) => track.track === name)?.members ?? [];
}

/** Public cloud: SMS and voice from Microsoft end there (R20). */
export function hasRetirement(context: PlanContext): boolean {
  return clouds[context.snapshot.cloud].hasRetirementDates;
}

export function isPending(context: PlanContext): boolean {
  const state = context.policy.policyMigrationState;
  return state === 'preMigration' || state === 'migrationInProgress';
}
