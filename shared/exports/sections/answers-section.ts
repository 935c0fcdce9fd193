import { answerLabel } from '../../i18n/answer-label';
import { answerText } from '../../i18n/answer-text';
import { enteredText } from '../../i18n/entered-text';
import { m } from '../../paraglide/messages.js';
import type { Plan } from '../../plan/plan';
import { answerPaths } from '../../tenant/answer-paths';
import { enteredOf } from '../../tenant/entered';
import type { Section } from '../report-document';
import { column, type ReportWords } from '../report-words';

/** Every answer with who entered it: question, answer, stamp. Empty where nothing was answered. */
export function answerRows(
  { answers }: Pick<Plan, 'answers'>,
  words: Pick<ReportWords, 'language' | 'zone'>,
): readonly (readonly [question: string, answer: string, entered: string])[] {
  const { language, zone } = words;
  return answerPaths.flatMap((path) => {
    const text = answerText(answers, path, language, zone);
    const entered = enteredOf(answers, path);
    if (text === null || entered === null) return [];
    return [[answerLabel(path, language), text, enteredText(entered, language, zone)] as const];
  });
}

/** What people told because Graph cannot read it, each value with who entered it and when. */
export function answersSection(plan: Plan, words: ReportWords): Section | null {
  const { options } = words;
  const rows = answerRows(plan, words);
  if (rows.length === 0) return null;
  return {
    id: 'answers',
    title: m.report_answers_title({}, options),
    blocks: [
      { kind: 'text', text: m.report_answers_text({}, options) },
      {
        kind: 'table',
        caption: m.report_answers_title({}, options),
        columns: [
          column(m.report_column_question({}, options)),
          column(m.report_column_answer({}, options)),
          column(m.report_column_entered({}, options)),
        ],
        rows,
      },
    ],
  };
}
