import { m } from '../../paraglide/messages.js';
import { reachLine } from '../../i18n/reach-text';
import { accountsText } from '../../i18n/people-text';
import type { JsonObject } from '../../json';
import type { Plan } from '../../plan/plan';
import { reviewDates } from '../../plan/review-dates';
import type { Step } from '../../plan/step';
import { displayRequests } from '../display-requests';
import type { Section, StepText } from '../report-document';
import type { ReportWords } from '../report-words';
import { manualInstructions, titleOf, unlookedGate, wayBack } from '../step-words';

/** Every step in order: request, old value, new value, way back. */
export function stepsSection(plan: Plan, words: ReportWords): Section {
  return {
    id: 'steps',
    title: m.report_steps_title({}, words.options),
    blocks:
      plan.steps.length === 0
        ? [{ kind: 'text', text: m.report_no_steps({}, words.options) }]
        : [
            { kind: 'text', text: m.report_steps_text({}, words.options) },
            { kind: 'steps', items: plan.steps.map((step) => stepText(plan, step, words)) },
            { kind: 'text', text: reviewsText(plan, words) },
          ],
  };
}

/** When somebody looks again; without dates of a person's own only how long after. */
function reviewsText({ schedule }: Plan, words: ReportWords): string {
  const [first, second] =
    schedule.basis === 'chosen' && schedule.endsAt !== null
      ? reviewDates(schedule.endsAt, schedule.timeZone)
      : [];
  return first === undefined || second === undefined
    ? m.report_reviews({}, words.options)
    : m.report_reviews_dated(
        { first: words.date(first.date), second: words.date(second.date) },
        words.options,
      );
}

function stepText(plan: Plan, step: Step, words: ReportWords): StepText {
  const { options } = words;
  const ring = plan.rings.find((one) => one.ring === step.ring);
  const people = step.items ?? [];
  return {
    id: step.id,
    title: titleOf(step, words.language),
    ring:
      ring === undefined
        ? ''
        : m.report_ring(
            {
              ring: words.count(ring.ring),
              name: words.text(ring.name, { label: ring.label ?? '' }),
            },
            options,
          ),
    why: words.text(step.why.key, step.why.values),
    people:
      people.length === 0
        ? ''
        : m.report_step_people(
            {
              accounts: accountsText(people.length, words.language),
              names: words.some(
                people.map(({ userId }) => words.person(userId)),
                8,
              ),
            },
            options,
          ),
    reach: reachLine(step, words.language),
    prior: stateText(step.prior) || itemStates(step, 'prior', words),
    planned: stateText(step.planned) || itemStates(step, 'planned', words),
    wayBack: wayBack(step, words.language),
    requests: displayRequests(step, words.cloud).map(({ line, body, times }) => ({
      line,
      body,
      times: times > 1 ? m.report_times({ count: words.count(times) }, options) : '',
    })),
    instructions: manualInstructions(step, words.language),
    gate: unlookedGate(step, words.language),
  };
}

function stateText(state: JsonObject | null): string {
  return state === null || Object.keys(state).length === 0 ? '' : JSON.stringify(state, null, 2);
}

/** "18 × enforced, 2 × enabled": each person gets the own prior value back. */
function itemStates(step: Step, which: 'prior' | 'planned', words: ReportWords): string {
  const counts = new Map<string, number>();
  for (const item of step.items ?? []) {
    counts.set(item[which], (counts.get(item[which]) ?? 0) + 1);
  }
  return words.list(
    [...counts].map(([state, count]) => `${words.count(count)} × ${words.term(state, 'perUser')}`),
  );
}
