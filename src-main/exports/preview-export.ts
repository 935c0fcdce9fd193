import { previewDocument } from '../../shared/exports/preview-document';
import { redactPlan } from '../../shared/exports/redact';
import type { Language } from '../../shared/i18n/format';
import { previewCharacters, type ExportPreview } from '../../shared/ipc/export-contract';
import type { Plan } from '../../shared/plan/plan';
import { exportContents, type Content, type ContentsInput, type Plans } from './export-contents';
import { plansOf, type ExportInput } from './export-plan';
import { renderHtml } from './render-html';

type Shown = ExportPreview['shown'];

/** A preview with its page in it: made in one place, kept and served by another. */
export interface MadePreview {
  readonly files: string[];
  readonly shown:
    | Extract<Shown, { kind: 'text' }>
    | (Omit<Extract<Shown, { kind: 'page' }>, 'page'> & { readonly html: string })
    | null;
}

/**
 * What an export would hold: the names of its files, and the beginning of one: of a text its first
 * characters, of a page the page itself with everything long cut short.
 */
export function makePreview(
  input: ContentsInput,
  plans: Plans,
  wanted: string | null,
): MadePreview {
  const contents = exportContents(input, plans);
  const files = contents.map(({ name }) => name);
  const content = contents.find(({ name }) => name === wanted) ?? contents[0];
  return { files, shown: content === undefined ? null : shownOf(content) };
}

/** @param keepPage hands the page to whoever serves it; answers its name */
export function showPreview(
  { files, shown }: MadePreview,
  keepPage: (html: string) => string,
): ExportPreview {
  if (shown?.kind !== 'page') return { files, shown };
  const { html, ...page } = shown;
  return { files, shown: { ...page, page: keepPage(html) } };
}

function shownOf(content: Content): MadePreview['shown'] {
  const { name, isPrinted = false, documents } = content;
  if (documents === undefined) return { kind: 'text', name, ...beginning(content.pieces()) };
  const short = documents().map(previewDocument);
  const reports = short.map(({ report }) => report);
  const html = renderHtml(reports, isPrinted ? 'paper' : 'screen');
  return { kind: 'page', name, html, isWhole: short.every(({ isWhole }) => isWhole) };
}

/** No more is made than is shown. */
function beginning(pieces: Iterable<string>): { text: string; isWhole: boolean } {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length > previewCharacters) {
      return { text: text.slice(0, previewCharacters), isWhole: false };
    }
  }
  return { text, isWhole: true };
}

/** Plans without names, kept while their plan is: one look after the other is at the same plan. */
export class PreviewPlans {
  readonly #hidden = new WeakMap<Plan, Map<Language, Plan>>();

  of({ plan, language, hideNames }: Pick<ExportInput, 'language' | 'plan' | 'hideNames'>): Plans {
    if (!hideNames) return plansOf({ plan, language, hideNames });
    const known = this.#hidden.get(plan) ?? new Map<Language, Plan>();
    this.#hidden.set(plan, known);
    const languages: readonly Language[] = language === 'both' ? ['en', 'ja'] : [language];
    for (const one of languages) {
      if (!known.has(one)) known.set(one, redactPlan(plan, one));
    }
    return new Map([...known].filter(([one]) => languages.includes(one)).sort(byLanguage));
  }
}

/** English first, as in every export. */
const byLanguage = (
  [one]: readonly [Language, Plan],
  [other]: readonly [Language, Plan],
): number => (one < other ? -1 : 1);
