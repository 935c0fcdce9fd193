import { titleOf } from '../../../shared/exports/step-words';
import { formatDateTime } from '../../../shared/i18n/format';
import { gateStateText } from '../../../shared/i18n/gate-text';
import { m } from '../../../shared/paraglide/messages.js';
import type { Plan } from '../../../shared/plan/plan';
import type { StatusWithPeople } from '../gate-people';
import type { Output } from '../output';
import type { StatusDocument } from '../status-document';
import { columns } from './lines';

/** Under each gate that waits for somebody: who, and since which reading. Without `--people` none. */
export function gatePeopleLines(
  plan: Plan,
  status: StatusDocument | StatusWithPeople,
  { language, zone }: Pick<Output, 'language' | 'zone'>,
): readonly string[] {
  return status.steps.flatMap((state) => {
    const look = 'gatePeople' in state ? state.gatePeople : null;
    const step = plan.steps.find(({ id }) => id === state.id);
    if (look === null || look.people.length === 0 || step?.gate === undefined) return [];
    const { figure } = step.gate;
    const time = formatDateTime(look.at, language, zone);
    return [
      '',
      `${state.id} · ${titleOf(step, language)}`,
      `  ${m.cli_gate_people_at({ time }, { locale: language })}`,
      ...columns(
        look.people.map(({ name, upn, state: word }) => [
          name,
          upn,
          gateStateText(figure, word, language),
        ]),
        '  ',
      ),
    ];
  });
}
