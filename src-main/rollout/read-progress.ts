import { sourceNames, type SourceName, type UnreadReason } from '../../shared/tenant/snapshot';
import type { GraphStats } from '../graph/graph-stats';

export interface SourceProgress {
  readonly source: SourceName;
  readonly state: 'waiting' | 'reading' | 'done' | 'unread' | 'paused' | 'notNeeded';
  readonly count: number;
  readonly total: number | null;
  readonly milliseconds: number;
  readonly reason: UnreadReason['code'] | null;
  readonly status: number | null;
  readonly graphCode: string | null;
  /** ISO instant: put off until then. */
  readonly until?: string;
  /** How often its list was begun again because Graph's link to the next page had expired. */
  readonly restarts: number;
}

/** Where a reading tour stands: everything `readView` of the home contract shows. */
export interface ReadProgress {
  readonly sources: readonly SourceProgress[];
  readonly percent: number;
  /** Null until 5 % and 10 s have passed. */
  readonly secondsLeft: number | null;
  /** Set while Graph asked us to wait. */
  readonly waitSeconds: number | null;
  readonly perUserMfa: {
    readonly bulk: 'trusted' | 'distrusted';
    readonly read: number;
    readonly checked: number;
  } | null;
  readonly users: number;
  readonly roundTrips: number;
}

interface Row {
  state: SourceProgress['state'];
  count: number;
  total: number | null;
  /** How much of it an earlier tour had read. */
  before: number;
  startedAt: number | null;
  milliseconds: number;
  reason: UnreadReason | null;
  restarts: number;
}

/** Collects progress of sources that are read at the same time, and tells it. */
export class ProgressBoard {
  readonly #rows = new Map<SourceName, Row>();
  readonly #startedAt: number;
  perUserMfa: ReadProgress['perUserMfa'] = null;

  constructor(
    /** Milliseconds as whoever watches sees them pass. */
    private readonly now: () => number,
    private readonly stats: GraphStats,
    private readonly tell: (progress: ReadProgress) => void,
  ) {
    this.#startedAt = now();
    for (const source of sourceNames) {
      this.#rows.set(source, {
        state: 'waiting',
        count: 0,
        total: null,
        before: 0,
        startedAt: null,
        milliseconds: 0,
        reason: null,
        restarts: 0,
      });
    }
  }

  reading(source: SourceName, count: number, total: number | null): void {
    const row = this.#row(source);
    if (row.startedAt === null) {
      row.startedAt = this.now();
      row.before = count;
    }
    row.state = 'reading';
    row.count = count;
    row.total = total;
    this.publish();
  }

  restarted(source: SourceName): void {
    this.#row(source).restarts += 1;
  }

  settled(source: SourceName, count: number, reason: UnreadReason | null): void {
    const row = this.#row(source);
    row.milliseconds = row.startedAt === null ? 0 : this.now() - row.startedAt;
    // A source of several lists counts as unread once one of them is.
    row.reason ??= reason;
    row.state = row.reason === null ? 'done' : 'unread';
    row.count = Math.max(row.count, count);
    this.publish();
  }

  /** Nothing in this tenant asks for it: said so, not shown as read and empty. */
  notNeeded(source: SourceName): void {
    this.#row(source).state = 'notNeeded';
    this.publish();
  }

  paused(isPaused: boolean): void {
    for (const row of this.#rows.values()) {
      if (isPaused && row.state === 'reading') row.state = 'paused';
      else if (!isPaused && row.state === 'paused') row.state = 'reading';
    }
    this.publish();
  }

  publish(): void {
    this.tell(this.#view());
  }

  #view(): ReadProgress {
    const rows = [...this.#rows.entries()];
    const parts = rows.map(([, row]) => {
      if (['done', 'unread', 'notNeeded'].includes(row.state)) return 1;
      return row.total !== null && row.total > 0 ? Math.min(0.99, row.count / row.total) : 0;
    });
    const share = parts.reduce((sum, part) => sum + part, 0) / rows.length;
    const elapsed = this.now() - this.#startedAt;
    return {
      sources: rows.map(([source, row]) => ({
        source,
        state: row.state,
        count: row.count,
        total: row.total,
        milliseconds:
          row.state === 'reading' && row.startedAt !== null
            ? this.now() - row.startedAt
            : row.milliseconds,
        reason: row.reason?.code ?? null,
        status: row.reason?.status ?? null,
        graphCode: row.reason?.graphCode ?? null,
        ...(row.reason?.until === undefined ? {} : { until: row.reason.until }),
        restarts: row.restarts,
      })),
      percent: Math.round(share * 1000) / 10,
      secondsLeft:
        share >= 0.05 && share < 1 && elapsed >= 10_000
          ? Math.ceil((this.#longestLeft() ?? (elapsed / share) * (1 - share)) / 1000)
          : null,
      waitSeconds: this.stats.waitSeconds,
      perUserMfa: this.perUserMfa,
      users: this.#row('users').count,
      roundTrips: this.stats.roundTrips,
    };
  }

  /**
   * Milliseconds the longest list still takes at its own pace; null while no list of known length
   * is under way. Sources take very different times, so that their number says little.
   */
  #longestLeft(): number | null {
    const now = this.now();
    const left = [...this.#rows.values()].flatMap(({ state, count, total, before, startedAt }) => {
      const read = count - before;
      if (state !== 'reading' || total === null || startedAt === null || read <= 0) return [];
      return ((now - startedAt) * Math.max(0, total - count)) / read;
    });
    return left.length === 0 ? null : Math.max(...left);
  }

  #row(source: SourceName): Row {
    const row = this.#rows.get(source);
    if (!row) throw new Error(`Unknown source ${source}`);
    return row;
  }
}
