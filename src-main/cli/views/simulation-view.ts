import { m } from '../../../shared/paraglide/messages.js';
import { titleOf } from '../../../shared/exports/step-words';
import { formatCount, formatList } from '../../../shared/i18n/format';
import { dataText } from '../../../shared/i18n/data-text';
import { term } from '../../../shared/i18n/terms';
import {
  verdicts,
  type PersonSimulation,
  type PersonVerdict,
  type Simulation,
} from '../../../shared/lockout/verdict';
import type { Plan } from '../../../shared/plan/plan';
import type { Output } from '../output';
import { columns } from './lines';

type Voice = Pick<Output, 'language'>;
const shownPeople = 10;

/** For each step: the counts, and the people whose fate changes. */
export function simulationLines(
  plan: Plan,
  simulation: Simulation,
  { language }: Voice,
): readonly string[] {
  const names = new Map(plan.people.map(({ id, name, upn }) => [id, name === '' ? upn : name]));
  return simulation.steps.flatMap(({ stepId, counts, changed }) => {
    const figures = verdicts
      .filter((verdict) => counts[verdict] > 0)
      .map(
        (verdict) =>
          `${term(verdict, 'verdict', language)}: ${formatCount(counts[verdict], language)}`,
      );
    const people = changed
      .slice(0, shownPeople)
      .map(({ before, after }) => [
        names.get(after.userId) ?? after.userId,
        `${term(before.verdict, 'verdict', language)} → ${term(after.verdict, 'verdict', language)}`,
        reasonText(after, language),
      ]);
    const rest = changed.length - people.length;
    return [
      `${stepName(plan, stepId, language)}`,
      `  ${figures.join(' · ')}`,
      ...columns(people, '    '),
      ...(rest > 0 ? [`    +${formatCount(rest, language)}`] : []),
    ];
  });
}

/** One person: what asks, which methods in which order, and why, at every point that changes it. */
export function personLines(
  plan: Plan,
  fate: PersonSimulation,
  { language }: Voice,
): readonly string[] {
  const { person, points } = fate;
  const ring = person.ring === null ? '–' : String(person.ring);
  return [
    `${person.name} (${person.upn}) · ${m.cli_ring({ ring }, { locale: language })}`,
    ...points.flatMap(({ stepId, verdict }) => [
      '',
      stepName(plan, stepId, language),
      ...columns([
        [
          m.cli_person_verdict({}, { locale: language }),
          term(verdict.verdict, 'verdict', language),
        ],
        [
          m.cli_person_asked_by({}, { locale: language }),
          term(verdict.askedBy, 'askedBy', language),
        ],
        [
          m.cli_person_methods({}, { locale: language }),
          verdict.orderedMethods.length === 0
            ? '–'
            : formatList(
                verdict.orderedMethods.map((name) => term(name, 'method', language)),
                language,
              ),
        ],
        [
          m.cli_person_preference({}, { locale: language }),
          term(verdict.preference, 'preference', language),
        ],
        [m.report_column_reason({}, { locale: language }), reasonText(verdict, language)],
      ]),
    ]),
  ];
}

function stepName(plan: Plan, stepId: string, language: Voice['language']): string {
  const step = plan.steps.find(({ id }) => id === stepId);
  if (step === undefined) {
    return stepId === 'start' ? m.report_today({}, { locale: language }) : stepId;
  }
  return `${stepId} · ${titleOf(step, language)}`;
}

function reasonText(verdict: PersonVerdict, language: Voice['language']): string {
  return verdict.reasons
    .map(({ key, values, rule }) => {
      const decided = m.person_reason_rule({ rule }, { locale: language });
      return `${dataText(key, values, language)} (${decided})`;
    })
    .join(' ');
}
