import type { Preference } from './preference';

/** The simulator's word on one person after one step (issue: nobody is surprised). */
export const verdicts = [
  'signsIn',
  'askedToRegister',
  'mustRegister',
  'losesStrongest',
  'blocked',
  'unknown',
] as const;
export type Verdict = (typeof verdicts)[number];

/** Message key `reason_<key>` with values, and the rule that decided (R2, R8, SYS, CA …). */
export interface Reason {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  readonly rule: string;
}

export const reason = (key: string, rule: string, values: Reason['values'] = {}): Reason => ({
  key: `reason_${key}`,
  values,
  rule,
});

export interface PersonVerdict {
  readonly userId: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** Registered methods that work, strongest first by the system-preferred order. */
  readonly orderedMethods: readonly string[];
  /** What asks: `securityDefaults`, `perUserMfa`, `conditionalAccess`, `nothing`, `unknown`. */
  readonly askedBy: 'securityDefaults' | 'perUserMfa' | 'conditionalAccess' | 'nothing' | 'unknown';
  /** Where the first of these methods is asked for by itself; elsewhere the account's own default. */
  readonly preference: Preference;
}

export interface StepSimulation {
  /** `start` = today, then one per step id. */
  readonly stepId: string;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Only people whose verdict, methods, asker or preference changed by this step. */
  readonly changed: readonly {
    readonly before: PersonVerdict;
    readonly after: PersonVerdict;
  }[];
}

/** `causeway-simulation/1`. */
export interface Simulation {
  readonly schema: 'causeway-simulation/1';
  readonly planHash: string;
  readonly steps: readonly StepSimulation[];
}

/** `--person`: one person's fate, before and after each step that touches them. */
export interface PersonSimulation {
  readonly schema: 'causeway-simulation/1';
  readonly planHash: string;
  readonly person: {
    readonly id: string;
    readonly upn: string;
    readonly name: string;
    readonly ring: number | null;
  };
  readonly date: string;
  readonly points: readonly {
    readonly stepId: string;
    readonly verdict: PersonVerdict;
  }[];
  /** The same person on each retirement date: with the tenant as read, and as the plan leaves it. */
  readonly dates?: readonly {
    readonly date: string;
    readonly withoutPlan: PersonVerdict;
    readonly withPlan: PersonVerdict;
  }[];
}

/** A verdict without the person: shared by everybody who is alike in all that decides. */
export type ClassVerdict = Omit<PersonVerdict, 'userId'>;

/** A verdict on an account of which it is known already who asks it. */
export type MakeVerdict = (
  verdict: Verdict,
  reasons: readonly Reason[],
  methods?: readonly string[],
) => ClassVerdict;
