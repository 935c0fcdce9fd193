import { m } from '../../../shared/paraglide/messages.js';
import { formatCount, formatDateTime } from '../../../shared/i18n/format';
import { gateLackText } from '../../../shared/i18n/gate-text';
import { term } from '../../../shared/i18n/terms';
import type { Plan } from '../../../shared/plan/plan';
import type { Output } from '../output';
import type { StatusDocument } from '../status-document';
import { titleOf } from '../../../shared/exports/step-words';
import { columns } from './lines';
import { movedLines } from './moved-view';
import { ringDriftLines } from './ring-drift-view';

type Voice = Pick<Output, 'language' | 'zone'>;

/** Where a rollout stands: the state, every step, what comes next and how to go on. */
export function statusLines(
  plan: Plan,
  status: StatusDocument,
  directory: string,
  voice: Voice,
): readonly string[] {
  const { language } = voice;
  const options = { locale: language };
  const next = plan.steps.find(({ id }) => id === status.nextStep);
  const nextState = status.steps.find(({ id }) => id === status.nextStep);
  const command = { state: directory, hash: status.planHash };
  const isManual = next?.kind === 'manual' || nextState?.gate?.met === false;
  const isBackOpen = (status.backOpenAt ?? status.backFrom ?? status.backPerson) !== null;
  return [
    `${plan.tenant.displayName} · ${m.cli_status_state({ state: term(status.state, 'rollout', language) }, options)}`,
    m.cli_status_done(
      {
        done: formatCount(status.stepsDone, language),
        total: formatCount(status.stepsTotal, language),
      },
      options,
    ),
    ...(status.until === null
      ? []
      : [
          m.cli_status_until(
            {
              until:
                'step' in status.until
                  ? status.until.step
                  : m.cli_ring({ ring: String(status.until.ring) }, options),
            },
            options,
          ),
        ]),
    '',
    ...columns(status.steps.map((state) => stepCells(plan, state, voice))),
    '',
    ...(status.state === 'rolledBack' ? [m.cli_rolled_back({}, options)] : []),
    ...(next === undefined
      ? []
      : [m.cli_status_next({ step: `${next.id} · ${titleOf(next, language)}` }, options)]),
    ...(next !== undefined && isManual
      ? [m.cli_status_confirm({ ...command, step: next.id }, options)]
      : []),
    // Stopped on the way back: going on forward is the other way, and said so.
    ...(isBackOpen ? [m.cli_rollback_with(command, options)] : []),
    ...movedLines(plan, status, directory, voice),
    ...ringDriftLines(status, directory, voice),
    ...(status.backFrom === null ? [] : [m.cli_rollback_range({ step: status.backFrom }, options)]),
    ...(next === undefined
      ? []
      : [(isBackOpen ? m.cli_forward_with : m.cli_resume_with)(command, options)]),
  ];
}

function stepCells(
  plan: Plan,
  state: StatusDocument['steps'][number],
  { language, zone }: Voice,
): readonly string[] {
  const options = { locale: language };
  const step = plan.steps.find(({ id }) => id === state.id);
  const { items, drift, gate, soakUntil } = state;
  const notes = [
    items === null
      ? ''
      : m.cli_status_items(
          { done: formatCount(items.done, language), total: formatCount(items.total, language) },
          options,
        ),
    gate !== null
      ? `${term(gate.figure, 'figure', language)}: ${gate.value ?? m.shell_gate_unread({}, options)} / ${gate.limit}`
      : step?.gate !== undefined && state.status !== 'DONE'
        ? m.cli_gate_unlooked({}, options)
        : '',
    gate?.people ? (gateLackText(gate.figure, gate.people, language) ?? '') : '',
    soakUntil === null || state.status === 'DONE'
      ? ''
      : m.cli_status_soak({ until: formatDateTime(soakUntil, language, zone) }, options),
    drift === null
      ? ''
      : m.cli_status_drift(
          {
            prior: JSON.stringify(drift.prior),
            planned: JSON.stringify(drift.planned),
            now: JSON.stringify(drift.now),
          },
          options,
        ),
  ].filter((note) => note !== '');
  return [
    state.id,
    term(state.status, 'status', language),
    state.ring === null ? '' : m.cli_ring({ ring: String(state.ring) }, options),
    [step === undefined ? '' : titleOf(step, language), ...notes].join(' · '),
  ];
}
