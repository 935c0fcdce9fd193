import { createHash } from 'node:crypto';
import { m } from '../../shared/paraglide/messages.js';
import type { Block, ReportDocument, Section } from '../../shared/exports/report-document';
import { element, escapeHtml } from './html-text';
import { renderBar } from './render-bar';
import { renderDiff } from './render-diff';
import { renderFindings } from './render-findings';
import { renderFlow } from './render-flow';
import { renderLine } from './render-line';
import { patterns } from './render-mark';
import { renderReadiness } from './render-readiness';
import { renderStacked } from './render-stacked';
import { renderStep } from './render-step';
import { renderTable } from './render-table';
import { renderTimeline } from './render-timeline';
import { paperStyle, reportStyle } from './report-style';

/** `paper`: as it is printed, whatever shows it. */
export type PageLook = 'screen' | 'paper';
const styles: Readonly<Record<PageLook, string>> = { screen: reportStyle, paper: paperStyle };

/** Base64 SHA-256 of the style sheet, as the policy of the page names it. */
export function styleHash(look: PageLook = 'screen'): string {
  return createHash('sha256').update(styles[look], 'utf8').digest('base64');
}

/** What pages of ours may do at most: show themselves in one of their styles. */
export const pagePolicy = policyOf(`'sha256-${styleHash()}' 'sha256-${styleHash('paper')}'`);

function policyOf(style: string): string {
  return `default-src 'none'; style-src ${style}; img-src data:; base-uri 'none'; form-action 'none'`;
}

/**
 * One self-contained page: no script, no outside address, its own strict policy. Two documents
 * stand below one another, each in its language.
 */
export function renderHtml(reports: readonly ReportDocument[], look: PageLook = 'screen'): string {
  const [first] = reports;
  if (first === undefined) return '';
  const policy = policyOf(`'sha256-${styleHash(look)}'`);
  const switcher =
    reports.length < 2
      ? ''
      : element(
          'nav',
          {},
          element(
            'ul',
            {},
            reports.map(({ language }) => element('li', {}, languageLink(language))).join(''),
          ),
        );
  return [
    '<!doctype html>',
    `<html lang="${first.language}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="robots" content="noindex">',
    element('title', {}, escapeHtml(first.title)),
    `<style>${styles[look]}</style>`,
    '</head>',
    '<body>',
    patterns(),
    element('main', {}, switcher + reports.map(renderArticle).join('\n')),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function languageLink(language: ReportDocument['language']): string {
  return element(
    'a',
    { href: `#${language}`, lang: language },
    language === 'ja' ? '日本語' : 'English',
  );
}

function renderArticle(report: ReportDocument): string {
  const { language } = report;
  const header = element(
    'header',
    {},
    `${element('h1', {}, escapeHtml(report.title))}${element('p', { class: 'sub' }, escapeHtml(report.subtitle))}`,
  );
  const contents = element(
    'nav',
    { 'aria-label': m.report_contents({}, { locale: language }) },
    element(
      'ul',
      {},
      report.sections
        .map(({ id, title }) =>
          element('li', {}, element('a', { href: `#${language}-${id}` }, escapeHtml(title))),
        )
        .join(''),
    ),
  );
  const sections = report.sections.map((section) => renderSection(section, report));
  return element(
    'article',
    { id: language, lang: language },
    `${header}\n${contents}\n${sections.join('\n')}`,
  );
}

function renderSection({ id, title, blocks }: Section, report: ReportDocument): string {
  const headingId = `${report.language}-${id}`;
  const heading = element('h2', { id: headingId }, escapeHtml(title));
  const inner = blocks.map((block) => renderBlock(block, report)).join('\n');
  return element('section', { 'aria-labelledby': headingId }, `${heading}\n${inner}`);
}

function renderBlock(block: Block, report: ReportDocument): string {
  switch (block.kind) {
    case 'figures':
      return element(
        'ul',
        { class: 'figures' },
        block.items
          .map(({ value, label, note, tone }) =>
            element(
              'li',
              { class: `figure ${tone}` },
              span('value', value) + span('label', label) + span('note', note),
            ),
          )
          .join(''),
      );
    case 'text':
      return element('p', {}, escapeHtml(block.text));
    case 'facts':
      return element(
        'dl',
        { class: 'facts' },
        block.rows
          .map(
            ({ term, text }) =>
              element('dt', {}, escapeHtml(term)) +
              element('dd', {}, element('bdi', {}, escapeHtml(text))),
          )
          .join(''),
      );
    case 'table':
      return renderTable(block);
    case 'bar':
      return renderBar(block.caption, block.segments);
    case 'readiness':
      return renderReadiness(block);
    case 'flow':
      return renderFlow(block, report.language);
    case 'timeline':
      return renderTimeline(block, report.language);
    case 'line':
      return renderLine(block, report.language);
    case 'stacked':
      return renderStacked(block, report.language);
    case 'diff':
      return renderDiff(block);
    case 'list':
      return element(
        'ul',
        {},
        block.items.map((item) => element('li', {}, escapeHtml(item))).join(''),
      );
    case 'findings':
      return renderFindings(block.caption, block.items, report.language);
    case 'steps':
      return block.items.map((step) => renderStep(step, report.language)).join('\n');
  }
}

function span(name: string, text: string): string {
  return element('span', { class: name }, escapeHtml(text));
}
