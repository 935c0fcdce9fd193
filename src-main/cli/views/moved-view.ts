import { m } from '../../../shared/paraglide/messages.js';
import { describeFailure } from '../../../shared/i18n/describe-failure';
import { formatCount } from '../../../shared/i18n/format';
import { titleOf } from '../../../shared/exports/step-words';
import type { Plan } from '../../../shared/plan/plan';
import type { Output } from '../output';
import { wayName } from '../moved-words';
import type { StatusDocument } from '../status-document';

/** What moved since the plan wrote it, one by one, and how to say what becomes of each. */
export function movedLines(
  plan: Plan,
  { moved, planHash }: Pick<StatusDocument, 'moved' | 'planHash'>,
  directory: string,
  { language, zone }: Pick<Output, 'language' | 'zone'>,
): readonly string[] {
  if (moved.length === 0) return [];
  const options = { locale: language };
  const names = new Map(plan.people.map(({ id, upn }) => [id, upn] as const));
  const lines = moved.flatMap(({ step, item, written, now, before, unread, ways }) => {
    const planned = plan.steps.find(({ id }) => id === step);
    const upn = item === null ? null : (names.get(item) ?? item);
    const title = planned === undefined ? '' : titleOf(planned, language);
    return [
      [step, title, planned?.target.name ?? '', upn ?? ''].filter((one) => one !== '').join(' · '),
      `    ${m.rollout_drift_written({}, options)}: ${JSON.stringify(written)}`,
      `    ${m.rollout_drift_now({}, options)}: ${
        unread === null ? JSON.stringify(now) : describeFailure(unread, language, zone).what
      }`,
      `    ${m.rollout_drift_before({}, options)}: ${JSON.stringify(before)}`,
      `    --moved ${upn === null ? step : `${step}/${upn}`}=${ways.map(wayName).join('|')}`,
    ];
  });
  return [
    '',
    m.cli_moved_title({ count: formatCount(moved.length, language) }, options),
    ...lines,
    m.cli_moved_ways({}, options),
    m.cli_moved_with({ state: directory, hash: planHash }, options),
  ];
}
