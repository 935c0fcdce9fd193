import { pictureTable } from './picture-table';
import type { Block, FindingText, ReportDocument, StepText } from './report-document';
import { m } from '../paraglide/messages.js';

/** The document as Markdown (CommonMark with tables). Texts from the tenant are escaped. */
export function toMarkdown(report: ReportDocument): string {
  const options = { locale: report.language };
  const sections = report.sections.map(
    ({ title, blocks }) =>
      `## ${escape(title)}\n\n${blocks
        .map((block) => blockText(block, options))
        .filter((text) => text !== '')
        .join('\n\n')}`,
  );
  return `# ${escape(report.title)}\n\n${escape(report.subtitle)}\n\n${sections.join('\n\n')}\n`;
}

interface Options {
  readonly locale: ReportDocument['language'];
}

function blockText(block: Block, options: Options): string {
  switch (block.kind) {
    case 'figures':
      return block.items
        .map(
          ({ value, label, note }) =>
            `- **${escape(value)}** ${escape(label)}  \n  ${escape(note)}`,
        )
        .join('\n');
    case 'text':
      return escape(block.text);
    case 'facts':
      return block.rows.map(({ term, text }) => `- ${escape(term)}: ${escape(text)}`).join('\n');
    case 'table':
      return [
        `**${escape(block.caption)}**`,
        '',
        row(block.columns.map(({ title }) => title)),
        row(block.columns.map(({ isNumber }) => (isNumber ? '--:' : '---'))),
        ...block.rows.map((cells) => row(cells.map(escape))),
      ].join('\n');
    case 'flow':
    case 'timeline':
    case 'line':
    case 'stacked':
    case 'diff':
      return `${escape(block.sentence)}\n\n${blockText(pictureTable(block, options.locale), options)}`;
    // The table of the rings beside it holds the same figures.
    case 'readiness':
      return '';
    case 'bar':
      return block.segments.map(({ label, count }) => `- ${escape(label)}: ${count}`).join('\n');
    case 'list':
      return block.items.map((item) => `- ${escape(item)}`).join('\n');
    case 'findings':
      return [
        `### ${escape(block.caption)}`,
        ...block.items.map((item) => findingMarkdown(item, options)),
      ].join('\n\n');
    case 'steps':
      return block.items.map((step) => stepMarkdown(step, options)).join('\n\n');
  }
}

function findingMarkdown(item: FindingText, options: Options): string {
  const rows: readonly (readonly [label: string, text: string])[] = [
    [m.report_column_who({}, options), item.who],
    [m.report_column_why({}, options), item.why],
    ...item.evidence.map((line) => [m.report_column_evidence({}, options), line] as const),
    [m.report_column_advice({}, options), item.advice],
  ];
  return [
    `#### ${escape(item.title)} (${escape(item.code)})`,
    rows
      .filter(([, text]) => text !== '')
      .map(([label, text]) => `- ${escape(label)}: ${escape(text)}`)
      .join('\n'),
  ].join('\n\n');
}

function stepMarkdown(step: StepText, options: Options): string {
  const parts = [
    `### ${step.id} ${escape(step.title)}`,
    [step.ring, step.people, step.reach]
      .filter((text) => text !== '')
      .map(escape)
      .join(' · '),
    escape(step.why),
    escape(step.gate),
    step.instructions === ''
      ? ''
      : `${m.report_step_by_hand({}, options)}: ${escape(step.instructions)}`,
    ...step.requests.map(({ line, body, times }) => fenced([line, body, times])),
    valueText(m.report_step_prior({}, options), step.prior),
    valueText(m.report_step_planned({}, options), step.planned),
    `${m.report_step_way_back({}, options)}: ${escape(step.wayBack)}`,
  ];
  return parts.filter((text) => text !== '').join('\n\n');
}

function valueText(label: string, value: string): string {
  if (value === '') return '';
  return value.startsWith('{') ? `${label}:\n\n${fenced([value])}` : `${label}: ${escape(value)}`;
}

function fenced(parts: readonly string[]): string {
  const text = parts.filter((part) => part !== '').join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Nothing of a name or a reason may become markup, a link or a new table cell. */
function escape(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>#|~!&]/g, (character) => `\\${character}`)
    .replaceAll(/\r?\n/g, ' ')
    .replace(/^(\s*)([-+=]|\d+[.)])(\s)/, '$1\\$2$3');
}
