export interface RoleHolding {
  readonly id: string;
  readonly principalId: string;
  readonly roleId: string;
  readonly assignment: 'active' | 'eligible';
  /** Where it holds, as Graph names it: an administrative unit; left out: the whole tenant. */
  readonly scope?: string;
  /** Of an active one, as privileged identity management has it; left out: assigned for good. */
  readonly schedule?: RoleSchedule;
}

/** `untold`: the list of schedules lacks it. */
export type RoleSchedule =
  'untold' | { readonly end: string | null; readonly isActivated: boolean };

/** Who holds which role, in the order given; each holding once. */
export class RoleHoldings {
  readonly #byId = new Map<string, RoleHolding>();
  readonly #byPrincipal = new Map<string, RoleHolding[]>();

  add(holding: RoleHolding): void {
    if (this.#byId.has(holding.id)) return;
    this.#byId.set(holding.id, holding);
    const before = this.#byPrincipal.get(holding.principalId) ?? [];
    this.#byPrincipal.set(holding.principalId, [...before, holding]);
  }

  /** False: there is no such holding. */
  remove(id: string): boolean {
    const holding = this.#byId.get(id);
    if (holding === undefined) return false;
    this.#byId.delete(id);
    const left = this.of(holding.principalId).filter((one) => one.id !== id);
    this.#byPrincipal.set(holding.principalId, left);
    return true;
  }

  all(): RoleHolding[] {
    return [...this.#byId.values()];
  }

  of(principalId: string): readonly RoleHolding[] {
    return this.#byPrincipal.get(principalId) ?? [];
  }
}
