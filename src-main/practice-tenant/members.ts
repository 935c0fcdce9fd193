/** Places of accounts that came with the scenario: `count` from `from` on. */
export interface MemberRun {
  readonly from: number;
  readonly count: number;
}

/** An account by its place, or an account or group by its id. */
export type Member = { readonly ordinal: number } | { readonly id: string };

interface Entry {
  readonly id: string;
  /** Versions that show it: from this one on, and before `until`. */
  readonly since: number;
  until: number;
  /** The entry of the same id before this one. */
  readonly before: Entry | undefined;
}

/** What all versions of one group share. */
interface Log {
  readonly runs: readonly MemberRun[];
  readonly entries: Entry[];
  readonly last: Map<string, Entry>;
  /** Accounts of the runs that were taken out, and with which version. */
  readonly gone: Map<number, number>;
  version: number;
}

/**
 * Members of a group at one moment; a change makes another `Members` and costs what it changes.
 * Positions never move, so that a page token stays right while members come and go.
 */
export class Members {
  readonly size: number;
  readonly #log: Log;
  readonly #version: number;
  readonly #shown: number;
  readonly #inRuns: number;

  private constructor(log: Log, size: number) {
    this.#log = log;
    this.#version = log.version;
    this.#shown = log.entries.length;
    this.#inRuns = log.runs.reduce((sum, run) => sum + run.count, 0);
    this.size = size;
  }

  static of(runs: readonly MemberRun[], ids: readonly string[] = []): Members {
    const log: Log = { runs, entries: [], last: new Map(), gone: new Map(), version: 0 };
    const empty = new Members(
      log,
      runs.reduce((sum, run) => sum + run.count, 0),
    );
    return ids.length === 0 ? empty : empty.with(ids);
  }

  /** Positions, those of members taken out included. */
  get length(): number {
    return this.#inRuns + this.#shown;
  }

  /** Undefined: nobody stands here any more. */
  at(position: number): Member | undefined {
    let rest = position;
    for (const { from, count } of this.#log.runs) {
      if (rest < count) {
        return this.#isGone(from + rest) ? undefined : { ordinal: from + rest };
      }
      rest -= count;
    }
    const entry = rest < this.#shown ? this.#log.entries[rest] : undefined;
    return entry !== undefined && this.#shows(entry) ? { id: entry.id } : undefined;
  }

  hasOrdinal(ordinal: number): boolean {
    const isIn = this.#log.runs.some(
      ({ from, count }) => ordinal >= from && ordinal < from + count,
    );
    return isIn && !this.#isGone(ordinal);
  }

  /** Only those that were added by id; an account of a run is found by its place. */
  hasId(id: string): boolean {
    for (let entry = this.#log.last.get(id); entry !== undefined; entry = entry.before) {
      if (this.#shows(entry)) return true;
    }
    return false;
  }

  /** The members added by id, groups among them. */
  *ids(): Iterable<string> {
    for (let i = 0; i < this.#shown; i++) {
      const entry = this.#log.entries[i];
      if (entry !== undefined && this.#shows(entry)) yield entry.id;
    }
  }

  /** With these at the end; none of them is a member yet. */
  with(ids: readonly string[]): Members {
    const log = this.#next();
    for (const id of ids) {
      const before = log.last.get(id);
      const entry: Entry = { id, since: log.version, until: Infinity, before };
      log.entries.push(entry);
      log.last.set(id, entry);
    }
    return new Members(log, this.size + ids.length);
  }

  /** Without this one, which is a member; `ordinal` when it is an account. */
  without(id: string, ordinal: number | undefined): Members {
    const isAdded = this.hasId(id);
    const log = this.#next();
    const entry = log.last.get(id);
    if (isAdded && entry !== undefined) entry.until = log.version;
    else if (ordinal !== undefined) log.gone.set(ordinal, log.version);
    return new Members(log, this.size - 1);
  }

  #shows(entry: Entry): boolean {
    return entry.since <= this.#version && this.#version < entry.until;
  }

  #isGone(ordinal: number): boolean {
    return (this.#log.gone.get(ordinal) ?? Infinity) <= this.#version;
  }

  /** The log at its next version; a copy where somebody else has gone on from here already. */
  #next(): Log {
    const log = this.#version === this.#log.version ? this.#log : this.#copy();
    log.version++;
    return log;
  }

  #copy(): Log {
    const { runs, gone } = this.#log;
    const kept = [...gone].filter(([, version]) => version <= this.#version);
    const entries = [...this.ids()].map((id): Entry => {
      return { id, since: 0, until: Infinity, before: undefined };
    });
    const last = new Map(entries.map((entry) => [entry.id, entry]));
    return { runs, entries, last, gone: new Map(kept.map(([at]) => [at, 0])), version: 0 };
  }
}
