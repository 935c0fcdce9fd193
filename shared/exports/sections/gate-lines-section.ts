import { lineWords } from '../../i18n/line-text';
import type { GateLine } from '../../ipc/gate-lines-contract';
import { m } from '../../paraglide/messages.js';
import type { Plan } from '../../plan/plan';
import type { LinePicture, Section } from '../report-document';
import type { ReportWords } from '../report-words';
import { titleOf } from '../step-words';

/** What was read of each gate day by day, against its limit; null: no gate was read yet. */
export function gateLinesSection(
  plan: Plan,
  lines: readonly GateLine[],
  words: ReportWords,
): Section | null {
  const { options } = words;
  const pictures = lines.flatMap((line) => pictureOf(plan, line, words));
  if (pictures.length === 0) return null;
  return {
    id: 'gate-lines',
    title: m.lines_title({}, options),
    blocks: [{ kind: 'text', text: m.lines_text({}, options) }, ...pictures],
  };
}

/** The title is that of the plan's own step: without names, where the plan is. */
function pictureOf(plan: Plan, line: GateLine, words: ReportWords): readonly LinePicture[] {
  const step = plan.steps.find(({ id }) => id === line.stepId);
  if (step === undefined) return [];
  const { points, limit, direction } = line;
  const figure = words.term(line.figure, 'figure');
  const told = lineWords({ figure, points, limit, direction }, words.language, words.zone);
  return [
    {
      kind: 'line',
      caption: `${step.id} · ${titleOf(step, words.language)}`,
      sentence: told.sentence,
      columns: told.columns,
      rows: told.rows,
      points: points.map(({ day, value }) => ({ day, value })),
      limit,
      limitText: told.limit,
    },
  ];
}
