import { m } from '../paraglide/messages.js';
import { formatCount, type Language } from '../i18n/format';
import type { Block, ReportDocument, StepText } from './report-document';

/** Rows of a table, items of a list, steps and findings that a preview shows. */
export const previewRows = 60;
/** Requests of one step, and characters of a value or a body. */
const previewRequests = 5;
const previewValue = 4_000;

/** A report short enough to look at, however large the tenant is. */
export interface PreviewDocument {
  readonly report: ReportDocument;
  /** False: something was left out, and the report says so at its place. */
  readonly isWhole: boolean;
}

/** The report with the beginning of everything long, and how much more the file holds. */
export function previewDocument(report: ReportDocument): PreviewDocument {
  let isWhole = true;
  const sections = report.sections.map((section) => ({
    ...section,
    blocks: section.blocks.flatMap((block) => {
      const short = shortBlock(block);
      const left = lengthOf(block) - lengthOf(short);
      if (short !== block) isWhole = false;
      return left === 0 ? [short] : [short, leftOut(left, report.language)];
    }),
  }));
  return isWhole ? { report, isWhole } : { report: { ...report, sections }, isWhole };
}

function leftOut(count: number, locale: Language): Block {
  const text = m.report_preview_more({ count: formatCount(count, locale) }, { locale });
  return { kind: 'text', text };
}

function lengthOf(block: Block): number {
  if ('rows' in block) return block.rows.length;
  return 'items' in block ? block.items.length : 0;
}

/** The block itself where it is short enough. Pictures are: they count, and name nobody. */
function shortBlock(block: Block): Block {
  switch (block.kind) {
    case 'table':
      return isLong(block.rows) ? { ...block, rows: block.rows.slice(0, previewRows) } : block;
    case 'facts':
      return isLong(block.rows) ? { ...block, rows: block.rows.slice(0, previewRows) } : block;
    case 'list':
      return isLong(block.items) ? { ...block, items: block.items.slice(0, previewRows) } : block;
    case 'findings':
      return isLong(block.items) ? { ...block, items: block.items.slice(0, previewRows) } : block;
    case 'steps': {
      const items = block.items.slice(0, previewRows).map(shortStep);
      const isSame = !isLong(block.items) && items.every((one, n) => one === block.items[n]);
      return isSame ? block : { ...block, items };
    }
    case 'figures':
    case 'text':
    case 'bar':
    case 'readiness':
    case 'flow':
    case 'timeline':
    case 'line':
    case 'stacked':
    case 'diff':
      return block;
  }
}

function isLong(rows: readonly unknown[]): boolean {
  return rows.length > previewRows;
}

function shortStep(step: StepText): StepText {
  const { requests, prior, planned } = step;
  const isShort =
    requests.length <= previewRequests &&
    [prior, planned, ...requests.map(({ body }) => body)].every(
      (text) => text.length <= previewValue,
    );
  if (isShort) return step;
  return {
    ...step,
    prior: shortText(prior),
    planned: shortText(planned),
    requests: [
      ...requests
        .slice(0, previewRequests)
        .map((request) => ({ ...request, body: shortText(request.body) })),
      ...(requests.length > previewRequests
        ? [{ line: `… +${requests.length - previewRequests}`, body: '', times: '' }]
        : []),
    ],
  };
}

function shortText(text: string): string {
  return text.length > previewValue ? `${text.slice(0, previewValue)}…` : text;
}
