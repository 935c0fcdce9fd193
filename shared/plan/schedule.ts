/** Closed days, both ends included (ISO dates in the schedule's zone). */
export interface Freeze {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** When steps may start: clock times and days in one zone. */
export interface OpenTimes {
  /** IANA name. */
  readonly timeZone: string;
  /** `09:00` */
  readonly from: string;
  /** `17:00`; nothing starts at or after it. */
  readonly to: string;
  /** 1 (Monday) to 7. */
  readonly workingDays: readonly number[];
  readonly freezes: readonly Freeze[];
}

/** One step's place in time. Texts are ISO instants with the zone's offset, to the minute. */
export interface ScheduledStep {
  readonly stepId: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

/** From the first step of a ring to the end of its last soak or clearing. */
export interface ScheduledRing {
  readonly ring: number;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly people: number;
  /** The earliest of Microsoft's dates that matters to members, and to how many; null: none does. */
  readonly deadline: { readonly date: string; readonly people: number } | null;
  readonly owner?: string;
}

/** A dated fact a plan runs towards (`entra/retirement-dates`). */
export interface Deadline {
  readonly id: 'provider' | 'february' | 'july';
  /** ISO date; a change is late once that day has begun anywhere between UTC and the tenant. */
  readonly date: string;
  /** Accounts it is about. */
  readonly people: number;
}

/**
 * The plan in time. `chosen`: from `choices.schedule`, part of the plan hash. `proposed`: worked out
 * from the day the plan is judged at, so no part of the hash, and made anew whenever a file is read.
 */
export interface Schedule extends OpenTimes {
  readonly basis: 'chosen' | 'proposed';
  /** First open day (ISO date). */
  readonly startsOn: string;
  readonly registrationDays: number;
  readonly soakDays: number;
  /** In order of the plan; ends early where freezes leave no open day. */
  readonly steps: readonly ScheduledStep[];
  readonly rings: readonly ScheduledRing[];
  readonly deadlines: readonly Deadline[];
  /** Null: the plan has no steps, or no open day is left for the rest of them. */
  readonly endsAt: string | null;
}
