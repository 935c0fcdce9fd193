import type { ActivityRow } from '../../shared/ipc/activity-contract';
import type { CsvTable } from '../../shared/exports/csv-table';
import { hiddenText, pseudonyms } from '../../shared/exports/pseudonyms';
import { redactPlan } from '../../shared/exports/redact';
import { isGuid } from '../../shared/ids';
import { describeFailure } from '../../shared/i18n/describe-failure';
import type { Language } from '../../shared/i18n/format';
import { messageText } from '../../shared/i18n/message-text';
import { term } from '../../shared/i18n/terms';
import { m } from '../../shared/paraglide/messages.js';
import type { Plan } from '../../shared/plan/plan';
import { stepTitle } from '../../shared/plan/step-title';

/**
 * The activity log as a table that names nobody (`plan` null: none is approved yet): accounts, groups and policies get the stand-ins
 * of every export of this plan. What people wrote, and details that hold ids, are left out.
 */
export function activityTable(
  plan: Plan | null,
  rows: readonly ActivityRow[],
  language: Language,
): CsvTable {
  const options = { locale: language };
  const names = plan === null ? null : pseudonyms(plan, language);
  const steps = plan === null ? [] : redactPlan(plan, language).steps;
  const hidden = new Map(steps.map((step) => [step.id, step] as const));
  const person = (name: string | null): string =>
    name === null ? '' : (names?.people.get(name.toLowerCase()) ?? hiddenText);
  return {
    name: 'activity',
    header: [
      m.activity_number({}, options),
      m.activity_time_utc({}, options),
      m.activity_who({}, options),
      m.rollout_log_step({}, options),
      m.activity_object({}, options),
      m.rollout_log_what({}, options),
      m.activity_old({}, options),
      m.activity_new({}, options),
      m.activity_result({}, options),
      m.activity_request_id({}, options),
    ],
    rows: rows.map((row) => {
      const step = row.stepId === null ? undefined : hidden.get(row.stepId);
      const title = step === undefined ? null : stepTitle(step);
      const word = (value: string | undefined): string =>
        value === undefined ? '' : valueWord(value, row.change?.kind ?? 'state', language);
      const said = saidOf(row, language);
      return [
        numberOf(row),
        row.at,
        person(row.who),
        [row.stepId, title && messageText(title.key, title.values, language)]
          .filter((part) => part !== null)
          .join(' '),
        row.person !== null
          ? (names?.person(row.person) ?? hiddenText)
          : (step?.target.name ?? filesOf(row)),
        said,
        word(row.change?.from),
        word(row.change?.to),
        resultOf(row, language),
        row.requestId !== null && isGuid(row.requestId) ? row.requestId : '',
      ];
    }),
  };
}

/** `A3`: the third of the sign-ins and exports, which have a chain of their own. */
function numberOf({ chain, seq }: ActivityRow): string {
  return chain === 'plan' ? String(seq) : `A${seq}`;
}

/** Without the values of the text, which may hold names; that of a sign-in or an export has none. */
function saidOf({ chain, text, type }: ActivityRow, language: Language): string {
  const key = chain === 'plan' ? `rollout_log_${snake(type)}` : text.key;
  return messageText(key, {}, language) ?? type;
}

/** Exported files, but the plan itself, whose name holds the tenant's. */
function filesOf({ chain, type, object }: ActivityRow): string {
  if (chain === 'plan' || type !== 'export' || object === null) return '';
  const names = object.split(', ');
  return names.map((name) => (name.endsWith('.causeway') ? '*.causeway' : name)).join(', ');
}

function valueWord(value: string, kind: 'item' | 'state', language: Language): string {
  if (value === 'member') return m.item_member({}, { locale: language });
  if (value === 'notMember') return m.item_not_member({}, { locale: language });
  return term(value, kind === 'item' ? 'perUser' : 'caState', language);
}

/** The answer's status, a refusal's code, and what it is, without values that may hold names. */
function resultOf({ status, failure, figure }: ActivityRow, language: Language): string {
  const said =
    failure === null
      ? null
      : describeFailure({ ...failure, values: nameless(failure.values) }, language).what;
  return [status ?? figure, failure?.code ?? null, said].filter((part) => part !== null).join(' ');
}

/** The step and how many: what a text of the log needs, and neither is a name. */
function nameless({ step, count }: Readonly<Record<string, string>>): Record<string, string> {
  return { ...(step === undefined ? {} : { step }), ...(count === undefined ? {} : { count }) };
}

function snake(type: string): string {
  return type.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}
