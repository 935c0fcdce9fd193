/** How one step went when it was carried out and taken back on a copy of the tenant. */
export interface RehearsedStep {
  readonly stepId: string;
  /**
   * `restored`: its owned fields read as before. `stays`: harmless, left where it is. `oneWay` and
   * `byHand`: no request takes it back. `nothingSent`: soaks, gates and manual steps. `failed`.
   */
  readonly outcome: 'restored' | 'stays' | 'oneWay' | 'byHand' | 'nothingSent' | 'failed';
  /** Only where it failed: on the way there or back, and what the copy answered or still holds. */
  readonly fault?: {
    readonly direction: 'forward' | 'back';
    /** HTTP status of a refusal; null: answered, but not the state that was to be. */
    readonly status: number | null;
    /** Graph's `error.code`, or the field or account that differs. */
    readonly code: string;
  };
}

/**
 * `causeway-rehearsal/1`: every step of a plan forward and then back, by the requests that would be
 * sent, on a copy made from the plan's own reading (execution.md 3.6). The tenant is not asked.
 */
export interface Rehearsal {
  readonly schema: 'causeway-rehearsal/1';
  readonly planHash: string;
  readonly isRestored: boolean;
  readonly steps: readonly RehearsedStep[];
  /** Objects that are not as they were although no step leaves them so; ids or Graph names. */
  readonly differences: readonly string[];
}
