import type { Language } from '../i18n/format';

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
