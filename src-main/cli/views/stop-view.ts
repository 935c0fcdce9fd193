import { m } from '../../../shared/paraglide/messages.js';
import { formatCount } from '../../../shared/i18n/format';
import { term } from '../../../shared/i18n/terms';
import type { Plan } from '../../../shared/plan/plan';
import type { StopOutcome } from '../../rollout/emergency-stop';
import type { Output } from '../output';
import { columns } from './lines';

/** `causeway-stop/1`: what an emergency stop did, and whom it leaves with nothing. */
export function stopDocument(plan: Plan, outcome: StopOutcome) {
  return {
    schema: 'causeway-stop/1',
    planHash: plan.planHash,
    tenantId: plan.tenant.id,
    policies: outcome.policies,
    leftWithoutMfa: outcome.left,
    restorable: outcome.restorable,
    restored: outcome.restored,
    restoreFailure: outcome.restoreFailure,
  } as const;
}

/** At most this many names are printed; `--json` has them all. */
const shown = 20;

export function stopLines(
  plan: Plan,
  outcome: StopOutcome,
  { language }: Pick<Output, 'language'>,
): readonly string[] {
  const options = { locale: language };
  const names = new Map(plan.people.map((person) => [person.id, person.upn]));
  const left = outcome.left ?? [];
  const more = left.length - shown;
  return [
    `${plan.tenant.displayName} · ${m.cli_stopped({}, options)}`,
    '',
    ...columns(
      outcome.policies.map((one) => [term(one.state, 'stop', language), `${one.name} (${one.id})`]),
    ),
    ...(outcome.policies.length === 0 ? [m.cli_stop_nothing({}, options)] : []),
    '',
    outcome.left === null
      ? m.cli_stop_left_unknown({}, options)
      : m.cli_stop_left({ count: formatCount(left.length, language) }, options),
    ...left.slice(0, shown).map((id) => `  ${names.get(id) ?? id}`),
    ...(more > 0 ? [`  ${m.cli_stop_more({ count: formatCount(more, language) }, options)}`] : []),
    ...(outcome.restored === null
      ? outcome.restorable.length === 0
        ? []
        : [
            m.cli_stop_can_restore(
              { count: formatCount(outcome.restorable.length, language) },
              options,
            ),
          ]
      : [m.cli_stop_restored({ count: formatCount(outcome.restored, language) }, options)]),
  ];
}
