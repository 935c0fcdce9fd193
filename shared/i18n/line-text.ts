import { m } from '../paraglide/messages.js';
import type { DayFigure } from '../charts/line-with-limit';
import { formatCount, formatDate, type Language } from './format';

/** Figures of days against a limit, and what they count in words. */
export interface LineFigures {
  /** What the figure counts, in the reader's language. */
  readonly figure: string;
  /** In the order of their days. */
  readonly points: readonly DayFigure[];
  readonly limit: number;
  /** The figure has to reach the limit, or has to stay below it. */
  readonly direction: 'atLeast' | 'atMost';
}

/** A line in words: its limit, its last day in a sentence, and a row of a table for each day. */
export interface LineWords {
  readonly limit: string;
  /** Empty: there is no day. */
  readonly sentence: string;
  readonly columns: readonly [day: string, figure: string, limit: string, state: string];
  readonly rows: readonly (readonly [day: string, value: string, limit: string, state: string])[];
}

export function lineWords(line: LineFigures, language: Language, zone: string): LineWords {
  const { figure, points, limit, direction } = line;
  const options = { locale: language };
  const count = (value: number): string => formatCount(value, language);
  const day = (iso: string): string => formatDate(iso, language, zone);
  const limitText =
    direction === 'atLeast'
      ? m.line_limit_at_least({ limit: count(limit) }, options)
      : m.line_limit_at_most({ limit: count(limit) }, options);
  const stateOf = (value: number | null): string => {
    if (value === null) return m.line_unknown({}, options);
    const isMet = direction === 'atLeast' ? value >= limit : value <= limit;
    return isMet ? m.line_met({}, options) : m.line_not_met({}, options);
  };
  const last = points.at(-1);
  const told = last === undefined ? null : { figure, day: day(last.day), limit: limitText };
  return {
    limit: limitText,
    sentence:
      told === null || last === undefined
        ? ''
        : last.value === null
          ? m.line_sentence_unread(told, options)
          : m.line_sentence({ ...told, value: count(last.value) }, options),
    columns: [
      m.line_day({}, options),
      figure,
      m.line_limit({}, options),
      m.line_state({}, options),
    ],
    rows: points.map((point) => [
      day(point.day),
      point.value === null ? m.line_unread({}, options) : count(point.value),
      count(limit),
      stateOf(point.value),
    ]),
  };
}
