import { Temporal } from 'temporal-polyfill';

/** A stretch of time in a row; instants are ISO texts. */
export interface TimeSpan {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Closed days, both ends included (ISO dates in the zone of the picture). */
export interface DayBand {
  readonly from: string;
  readonly to: string;
}

export interface FixedDate<Id extends string> {
  readonly id: Id;
  /** ISO date. */
  readonly date: string;
}

export interface TimelineInput<Span extends TimeSpan, Id extends string = string> {
  /** IANA name: days begin at midnight there. */
  readonly timeZone: string;
  readonly rows: readonly { readonly key: string; readonly spans: readonly Span[] }[];
  /** Those far behind the last row are told in `beyond`, not drawn. */
  readonly deadlines: readonly FixedDate<Id>[];
  readonly bands: readonly DayBand[];
  /** ISO instant; drawn where it falls inside. */
  readonly now: string;
  /** The axis goes on to `now` where that is not far before the first or behind the last row. */
  readonly reachesNow?: boolean;
}

/** Everything in percent of the picture's width. */
export interface Timeline<Span extends TimeSpan, Id extends string = string> {
  readonly rows: readonly {
    readonly key: string;
    readonly bars: readonly { readonly span: Span; readonly x: number; readonly width: number }[];
  }[];
  readonly ticks: readonly { readonly date: string; readonly x: number }[];
  readonly deadlines: readonly (FixedDate<Id> & { readonly x: number })[];
  readonly beyond: readonly FixedDate<Id>[];
  readonly bands: readonly (DayBand & { readonly x: number; readonly width: number })[];
  readonly now: number | null;
}

const hour = 3_600_000;
const day = 24 * hour;
/** A deadline this far behind the last step would press everything else together. */
const farDays = 70;

/** Rows, fixed dates and closed days on one axis. Nothing to draw gives an empty picture. */
export function layOutTimeline<Span extends TimeSpan, Id extends string>(
  input: TimelineInput<Span, Id>,
): Timeline<Span, Id> {
  const { timeZone } = input;
  const spans = input.rows.flatMap((row) => row.spans);
  const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds;
  const dayAt = (date: string): number =>
    Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds;
  if (spans.length === 0) {
    return {
      rows: [],
      ticks: [],
      deadlines: [],
      beyond: [...input.deadlines],
      bands: [],
      now: null,
    };
  }
  const first = Math.min(...spans.map((span) => at(span.startsAt)));
  const last = Math.max(...spans.map((span) => at(span.endsAt)));
  const near = input.deadlines.filter(
    ({ date }) => dayAt(date) >= first - day && dayAt(date) <= last + farDays * day,
  );
  const now = at(input.now);
  const isNear = now >= first - farDays * day && now <= last + farDays * day;
  const reached = input.reachesNow === true && isNear ? [now] : [];
  const from = startOfDay(Math.min(first, ...reached), timeZone);
  const to = Math.max(last, ...reached, ...near.map(({ date }) => dayAt(date))) + day;
  const x = (instant: number): number => round(((instant - from) / (to - from)) * 100);
  const clamp = (instant: number): number => Math.min(Math.max(instant, from), to);
  return {
    rows: input.rows.map(({ key, spans: own }) => ({
      key,
      bars: own.map((span) => ({
        span,
        x: x(at(span.startsAt)),
        width: round(x(at(span.endsAt)) - x(at(span.startsAt))),
      })),
    })),
    ticks: ticksOf(from, to, timeZone).map((tick) => ({ ...tick, x: x(dayAt(tick.date)) })),
    deadlines: near.map((one) => ({ ...one, x: x(dayAt(one.date)) })),
    beyond: input.deadlines.filter((one) => !near.includes(one)),
    bands: input.bands.flatMap((band) => {
      const left = clamp(dayAt(band.from));
      const right = clamp(dayAt(Temporal.PlainDate.from(band.to).add({ days: 1 }).toString()));
      return right > left ? [{ ...band, x: x(left), width: round(x(right) - x(left)) }] : [];
    }),
    now: now >= from && now <= to ? x(now) : null,
  };
}

function startOfDay(instant: number, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).startOfDay()
    .epochMilliseconds;
}

/** Mondays while they fit, first days of months beyond a quarter of a year. */
function ticksOf(from: number, to: number, timeZone: string): readonly { readonly date: string }[] {
  const ticks: { date: string }[] = [];
  const isLong = to - from > 100 * day;
  let date = Temporal.Instant.fromEpochMilliseconds(from)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const end = Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO(timeZone).toPlainDate();
  while (Temporal.PlainDate.compare(date, end) <= 0) {
    if (isLong ? date.day === 1 : date.dayOfWeek === 1) ticks.push({ date: date.toString() });
    date = date.add({ days: 1 });
  }
  return ticks;
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
