import { m } from '../../shared/paraglide/messages.js';
import { titleOf } from '../../shared/exports/step-words';
import { failureIn } from '../../shared/journal/entry-body';
import { settlesItself } from '../../shared/journal/settles-itself';
import { formatCount, formatDuration } from '../../shared/i18n/format';
import type { Plan } from '../../shared/plan/plan';
import type { RolloutEvent } from '../rollout/rollout-types';
import type { Output } from './output';

/**
 * Tells on standard error which step runs and how many accounts it has behind it, and what became of
 * a request that was put off or got no answer.
 */
export function runProgress(plan: Plan, output: Output): (event: RolloutEvent) => void {
  const { language } = output;
  let last = '';
  const positions = new Map(plan.steps.map((step, index) => [step.id, { step, index }]));
  const say = (stepId: string, items: string, kind: 'often' | 'milestone'): void => {
    const found = positions.get(stepId);
    if (found === undefined) return;
    output.progress(
      m.cli_progress_step(
        {
          step: stepId,
          position: formatCount(found.index + 1, language),
          total: formatCount(plan.steps.length, language),
          title: titleOf(found.step, language),
          items,
        },
        { locale: language },
      ),
      kind,
    );
  };
  return (event) => {
    switch (event.kind) {
      case 'step':
        say(event.stepId, '', 'milestone');
        return;
      case 'items': {
        const { done, total } = event.items;
        const values = { done: formatCount(done, language), total: formatCount(total, language) };
        say(event.stepId, ` · ${m.cli_status_items(values, { locale: language })}`, 'often');
        return;
      }
      case 'wait':
        say(event.stepId, ` · ${formatDuration(event.seconds, language)}`, 'often');
        return;
      case 'entry': {
        const told = failureIn(event.entry);
        if (told === null || !settlesItself(told)) return;
        // One for all people of a request.
        const text = JSON.stringify(told);
        if (text !== last) output.failure(told);
        last = text;
        return;
      }
    }
  };
}
