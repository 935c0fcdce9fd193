import { suggestAccounts } from '../../../shared/assess/suggest-accounts';
import { askFirst } from '../../../shared/assess/suggest-questions';
import { answerLabel } from '../../../shared/i18n/answer-label';
import { formatCount, formatList } from '../../../shared/i18n/format';
import { messageOrKey } from '../../../shared/i18n/message-text';
import { snakeCase } from '../../../shared/i18n/terms';
import { m } from '../../../shared/paraglide/messages.js';
import type { Answers } from '../../../shared/tenant/answer';
import type { Snapshot } from '../../../shared/tenant/snapshot';
import type { Output } from '../output';
import { heading, textWidth, wrapped } from './lines';

/** Accounts shown of one list. */
const shownSuggestions = 5;

/** Accounts worth a question: nothing of it is in the assessment (answers.md 2). */
export function suggestionLines(
  snapshot: Snapshot,
  answers: Answers | null,
  { language }: Pick<Output, 'language'>,
): readonly string[] {
  const options = { locale: language };
  const found = suggestAccounts(snapshot, answers);
  const first = askFirst(snapshot, answers).map(({ path, licences, seen }) => {
    const question = answerLabel(path, language);
    return licences.length === 0
      ? m.suggest_question_seen({ question, count: formatCount(seen, language) }, options)
      : m.suggest_question_first({ question, licences: formatList(licences, language) }, options);
  });
  const lists = [...new Set(found.map(({ path }) => path))].flatMap((path) => {
    const own = found.filter((one) => one.path === path);
    const lines = own.slice(0, shownSuggestions).map(({ upn, reasons }) => {
      const texts = reasons.map(({ key, values }) =>
        messageOrKey(`suggest_reason_${snakeCase(key)}`, values, language),
      );
      return `- ${upn}: ${formatList(texts, language)}`;
    });
    const more = own.length - lines.length;
    const count = formatCount(more, language);
    return [
      ...wrapped(answerLabel(path, language), textWidth, '  '),
      ...lines.flatMap((line) => wrapped(line, textWidth, '    ')),
      ...(more > 0 ? [`    ${m.suggest_more({ count }, options)}`] : []),
    ];
  });
  if (first.length + lists.length === 0) return [];
  return [
    ...heading(m.suggest_heading({}, options)),
    ...first.flatMap((line) => wrapped(line, textWidth, '  ')),
    ...lists,
  ];
}
