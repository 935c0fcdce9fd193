import { m } from '../paraglide/messages.js';
import type { Language } from '../i18n/format';
import { gateText } from '../i18n/gate-text';
import { dataText } from '../i18n/data-text';
import { messageOrKey, messageText } from '../i18n/message-text';
import { snakeCase } from '../i18n/terms';
import type { Step } from '../plan/step';
import { wantOf } from '../plan/gate-want';
import { stepTitle } from '../plan/step-title';

/** The title of a step in words. */
export function titleOf(step: Step, language: Language): string {
  const { key, values } = stepTitle(step);
  return dataText(key, values, language);
}

/** How a step is taken back, in one sentence. */
export function wayBack(step: Step, language: Language): string {
  const options = { locale: language };
  const { reverse } = step;
  if (step.bundle === 'switch') return m.step_bundle_back({}, options);
  if (step.bundle === 'handOver') return m.step_hand_over_back({}, options);
  switch (reverse.kind) {
    case 'restore':
      return m.report_way_back_restore({}, options);
    case 'items':
      return m.report_way_back_items({}, options);
    case 'leave':
      return messageOrKey(reverse.why, {}, language);
    case 'oneWay':
      return m.report_way_back_one_way({ why: messageOrKey(reverse.why, {}, language) }, options);
    case 'manual':
      return m.report_way_back_manual({ why: messageOrKey(reverse.why, {}, language) }, options);
  }
}

/** What a person does in the portal; empty for steps the app carries out. */
export function manualInstructions(step: Step, language: Language): string {
  if (step.manual === undefined) return '';
  return messageText(`manual_${snakeCase(step.manual.id)}_steps`, {}, language) ?? '';
}

/** What a gate wants, in a record of the plan, where nobody has looked; empty for other steps. */
export function unlookedGate({ gate }: Step, language: Language): string {
  if (gate === undefined) return '';
  return `${gateText(wantOf(gate), language)} ${m.report_gate_unlooked({}, { locale: language })}`;
}
