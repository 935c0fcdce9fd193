import type { CloudName } from '../entra/cloud';
import type { Enforcement, Choices } from '../tenant/choice';
import type { Answers } from '../tenant/answer';
import type { Snapshot } from '../tenant/snapshot';
import type { Assessment, Counts, Finding } from '../assess/assessment';
import type { Person } from '../assess/people';
import type { Sha256 } from '../ids';
import type { Schedule } from './schedule';
import type { Step } from './step';

export type RingTrack = 'emergencyAccess' | 'nonPeopleSafe' | 'nonPeopleProject' | 'exception';

export interface Ring {
  readonly ring: number;
  /** Message key of the name, e.g. `ring_name_administrators`; the app shows the text. */
  readonly name: string;
  /** What the rule or attribute that made the ring is called; left out for rings by risk. */
  readonly label?: string;
  /** People its rule also names who are in an earlier ring: the first ring wins. */
  readonly alsoMatched?: number;
  readonly members: readonly string[];
}

/** Accounts that are never in a ring, and why. */
export interface Track {
  readonly track: RingTrack;
  readonly members: readonly string[];
}

/** Enough of every account to read, simulate and export the plan without the tenant. */
export type PlanPerson = Person;

/** Proposed state of one method (findings.md 2.6 + choices). */
export interface MethodTargetPlan {
  readonly id: string;
  readonly state: 'enabled' | 'disabled' | 'leave';
  readonly scope: 'all_users' | 'transition' | 'rolloutGroup' | 'leave' | 'none';
  readonly members: readonly string[];
  readonly reason: string;
}

/**
 * A second person's approval as a plan file carries it, for its reader: by the account (object id) that
 * signed in to give it. A line anybody can write: what counts is kept in the rollout's journal.
 */
export interface FiledApproval {
  readonly planHash: string;
  readonly tenant: string;
  readonly account: string;
  readonly at: string;
}

/** Whether a second person must approve the plan; the choice is part of the hash. */
export function needsSecondPerson(plan: Pick<Plan, 'choices'>): boolean {
  return plan.choices.approvals?.value === 2;
}

/**
 * `causeway-plan/1`. The hash covers everything but `planHash`, `envelope`, the instants of reading
 * and judging, and a schedule that is only proposed (execution.md 1.2): same snapshot, answers and
 * choices give the same hash.
 */
export interface Plan {
  readonly schema: 'causeway-plan/1';
  readonly planHash: string;
  readonly envelope: {
    readonly madeAt: string;
    readonly appVersion: string;
    /** Approvals of a second person, each for one hash: part of the file, not of the hash. */
    readonly approvals?: readonly FiledApproval[];
  };
  readonly tenant: Assessment['tenant'] & { readonly primaryDomain: string };
  readonly cloud: CloudName;
  readonly source: 'https' | 'practice' | 'capture';
  readonly asOf: string;
  readonly snapshotHash: string;
  readonly snapshotTakenAt: string;
  readonly answers: Answers | null;
  readonly choices: Choices;
  readonly enforcement: Enforcement | 'notAssessed';
  readonly emergencyAccess: readonly string[];
  readonly operatorId: string | null;
  readonly counts: Counts;
  readonly findings: readonly Finding[];
  readonly unread: Assessment['unread'];
  readonly lowerBound: boolean;
  /** Choices of `choices` that counted as not made; left out where there are none. */
  readonly staleChoices?: Assessment['staleChoices'];
  /** For the record; left out where no partner has to do with the tenant. */
  readonly partners?: Assessment['partners'];
  readonly people: readonly PlanPerson[];
  readonly methodTargets: readonly MethodTargetPlan[];
  readonly rings: readonly Ring[];
  readonly tracks: readonly Track[];
  readonly steps: readonly Step[];
  readonly schedule: Schedule;
  /** The policy objects the plan starts from: what simulation and diff need, nothing personal. */
  readonly baseline: PlanBaseline;
}

export interface PlanBaseline {
  readonly authenticationMethodsPolicy: Snapshot['authenticationMethodsPolicy'];
  readonly policyBytes: number;
  readonly securityDefaults: Snapshot['securityDefaults'];
  readonly conditionalAccess: Snapshot['conditionalAccess'];
  /** Transitive members of the groups those policies name; none of a group that is gone. */
  readonly groupMembers: Snapshot['groupMembers'];
  readonly roles: Snapshot['roles'];
  readonly crossTenantDefault: Snapshot['crossTenantDefault'];
  /** Whether MFA of at least one partner tenant is accepted; null: not known. */
  readonly trustsSomePartner?: boolean | null;
  /** Whether at least one partner's own settings do not accept its MFA; null: not known. */
  readonly rejectsSomePartner?: boolean | null;
  /** Administrators that come from an on-premises directory; null: not known. Guardrails need it. */
  readonly syncedAdministrators?: readonly string[] | null;
}

export interface MakePlanInput {
  readonly snapshot: Snapshot;
  readonly answers: Answers | null;
  readonly choices: Choices;
  readonly asOf: string;
  readonly madeAt: string;
  readonly appVersion: string;
  readonly sha256: Sha256;
}
