import { IdIndex } from './id-index';
import { isGuid } from './ids';
import { UserChanges, UserRecord, type CohortTraits, type UserOrigin } from './user-record';

/** Accounts made alike, one after the other: a cohort, or a single one. */
export interface AccountRun {
  readonly count: number;
  readonly traits: CohortTraits;
  readonly idOf: (n: number) => string;
  /** The n-th account of the run, from 1. */
  readonly origin: (n: number) => UserOrigin;
}

export interface PlacedRun extends AccountRun {
  /** Place of the run's first account. */
  readonly from: number;
}

/**
 * All accounts, in order. Only runs and changes are kept; a record is made each time it is looked
 * at, so that a million accounts open at once.
 */
export class Accounts {
  readonly #runs: PlacedRun[] = [];
  readonly #changes: UserChanges;
  readonly #index = new IdIndex((ordinal) => this.#idAt(ordinal));
  readonly #ordinalByUpn = new Map<string, number>();
  readonly #idOfUpn: (upn: string) => string;
  #length = 0;
  #removed = 0;

  /**
   * `idOfUpn`: the id an account of this name gets, unless it was named when it was added.
   * `now`: the tenant's time, ms.
   */
  constructor(idOfUpn: (upn: string) => string, now: () => number) {
    this.#idOfUpn = idOfUpn;
    this.#changes = new UserChanges(now);
  }

  get runs(): readonly PlacedRun[] {
    return this.#runs;
  }

  /** Places, removed accounts included. */
  get length(): number {
    return this.#length;
  }

  get live(): number {
    return this.#length - this.#removed;
  }

  add(run: AccountRun): PlacedRun {
    const placed = { ...run, from: this.#length };
    this.#runs.push(placed);
    this.#length += run.count;
    return placed;
  }

  /** One account whose id does not follow from its name. */
  addNamed(traits: CohortTraits, origin: UserOrigin): PlacedRun {
    this.#ordinalByUpn.set(origin.upn.toLowerCase(), this.#length);
    return this.add({ count: 1, traits, idOf: () => origin.id, origin: () => origin });
  }

  at(ordinal: number): UserRecord | undefined {
    const run = this.#runAt(ordinal);
    if (run === undefined) return undefined;
    return new UserRecord(ordinal, run.origin(ordinal - run.from + 1), this.#changes);
  }

  /** By object id or user principal name; removed accounts are not found. */
  find(key: string): UserRecord | undefined {
    const text = key.toLowerCase();
    const named = isGuid(key) ? undefined : this.#ordinalByUpn.get(text);
    const id = isGuid(key) ? text : this.#idOfUpn(text);
    const ordinal = named ?? this.#index.find(id, this.#length, (at) => !this.#isRemoved(at));
    return ordinal === undefined || this.#isRemoved(ordinal) ? undefined : this.at(ordinal);
  }

  remove(user: UserRecord): void {
    if (user.removed) return;
    user.removed = true;
    this.#removed++;
  }

  /** Live accounts in order. */
  *[Symbol.iterator](): Iterator<UserRecord> {
    for (let ordinal = 0; ordinal < this.#length; ordinal++) {
      const user = this.at(ordinal);
      if (user?.removed === false) yield user;
    }
  }

  #isRemoved(ordinal: number): boolean {
    return this.#changes.of(ordinal)?.removed === true;
  }

  #idAt(ordinal: number): string {
    const run = this.#runAt(ordinal);
    return run === undefined ? '' : run.idOf(ordinal - run.from + 1);
  }

  #runAt(ordinal: number): PlacedRun | undefined {
    if (!(ordinal >= 0 && ordinal < this.#length)) return undefined;
    let [low, high] = [0, this.#runs.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#runs[middle]?.from ?? Infinity) <= ordinal) low = middle;
      else high = middle - 1;
    }
    return this.#runs[low];
  }
}
