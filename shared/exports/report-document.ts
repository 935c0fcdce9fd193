import type { Fill } from '../charts/fills';
import type { DayFigure } from '../charts/line-with-limit';
import type { ReadinessClass, ReadinessCounts } from '../charts/readiness-bar';
import type { SankeyLink } from '../charts/sankey';
import type { DayBand, FixedDate } from '../charts/timeline';
import type { StepRow } from '../charts/timeline-rows';
import type { Language } from '../i18n/format';
import type { LineWords } from '../i18n/line-text';
import type { PolicyLine } from '../i18n/policy-text';

export type Tone = 'danger' | 'warning' | 'unknown' | 'good' | 'plain';

export interface Figure {
  readonly value: string;
  readonly label: string;
  readonly note: string;
  readonly tone: Tone;
}

export interface Column {
  readonly title: string;
  readonly isNumber: boolean;
}

export interface Segment {
  readonly label: string;
  readonly count: number;
}

/** One request as it is sent: `PATCH /v1.0/…`, its body, and how often this shape occurs. */
export interface RequestText {
  readonly line: string;
  readonly body: string;
  readonly times: string;
}

export interface StepText {
  readonly id: string;
  readonly title: string;
  readonly ring: string;
  readonly why: string;
  readonly people: string;
  /** How far the step reaches by itself. */
  readonly reach: string;
  readonly prior: string;
  readonly planned: string;
  readonly wayBack: string;
  readonly requests: readonly RequestText[];
  readonly instructions: string;
  /** What a gate wants, and that nobody has looked at it; empty for every other step. */
  readonly gate: string;
}

/** One finding in words. `who` is empty where the title says it all; `evidence` is a line each. */
export interface FindingText {
  readonly title: string;
  readonly code: string;
  readonly who: string;
  readonly why: string;
  readonly evidence: readonly string[];
  readonly advice: string;
}

/** A bar for each row, all to the same scale; the table beside it holds the same figures. */
export interface ReadinessBars {
  readonly kind: 'readiness';
  readonly caption: string;
  readonly legend: Readonly<Record<ReadinessClass, string>>;
  readonly rows: readonly { readonly label: string; readonly counts: ReadinessCounts }[];
}

/** People from one side to the other; drawn, and told in a table of its links. */
export interface FlowPicture {
  readonly kind: 'flow';
  readonly caption: string;
  readonly sentence: string;
  /** Headings of the two sides, and of their people. */
  readonly columns: readonly [left: string, right: string, people: string];
  readonly nodes: readonly {
    readonly id: string;
    readonly label: string;
    readonly side: 'left' | 'right';
  }[];
  readonly links: readonly SankeyLink[];
}

/** Rows of work and waiting with fixed dates; drawn, and told in a table with start and end. */
export interface TimelinePicture {
  readonly kind: 'timeline';
  readonly caption: string;
  readonly sentence: string;
  readonly columns: readonly [part: string, start: string, end: string];
  /** IANA zone whose days are drawn. */
  readonly zone: string;
  readonly rows: readonly (StepRow & {
    readonly label: string;
    readonly start: string;
    readonly end: string;
  })[];
  readonly deadlines: readonly (FixedDate<string> & {
    readonly label: string;
    readonly text: string;
  })[];
  readonly bands: readonly DayBand[];
  readonly legend: Readonly<Record<'work' | 'tenant' | 'wait' | 'freeze', string>>;
}

/** Figures of days against a stop line; drawn, and told in a table with a row for each day. */
export interface LinePicture {
  readonly kind: 'line';
  readonly caption: string;
  readonly sentence: string;
  readonly columns: LineWords['columns'];
  readonly rows: LineWords['rows'];
  readonly points: readonly DayFigure[];
  readonly limit: number;
  readonly limitText: string;
}

/** Bars of the same parts, all to the scale of the longest; drawn, and told in a table. */
export interface StackedPicture {
  readonly kind: 'stacked';
  readonly caption: string;
  readonly sentence: string;
  /** What a row of the table is: one of `rows`, or a part where `isTurned`. */
  readonly rowHeader: string;
  readonly isTurned?: boolean;
  readonly parts: readonly { readonly label: string; readonly fill: Fill }[];
  /** Counts in the order of `parts`. */
  readonly rows: readonly { readonly label: string; readonly counts: readonly number[] }[];
}

/** Methods and settings before and after, each with sign and word of its change: one table. */
export interface DiffPicture {
  readonly kind: 'diff';
  readonly caption: string;
  readonly sentence: string;
  readonly columns: readonly string[];
  readonly lines: readonly PolicyLine[];
}

/** A piece of a section. Texts are ready to show in the document's language; nothing is markup. */
export type Block =
  | { readonly kind: 'figures'; readonly items: readonly Figure[] }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'facts';
      readonly rows: readonly { readonly term: string; readonly text: string }[];
    }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'bar'; readonly caption: string; readonly segments: readonly Segment[] }
  | ReadinessBars
  | FlowPicture
  | TimelinePicture
  | LinePicture
  | StackedPicture
  | DiffPicture
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'findings'; readonly caption: string; readonly items: readonly FindingText[] }
  | { readonly kind: 'steps'; readonly items: readonly StepText[] };

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The report once, in one language: every format renders this. */
export interface ReportDocument {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly Section[];
}
