import type { Plan } from '../../../../shared/plan/plan';
import { serializePlan } from '../../../../shared/plan/plan-file';

/** Same input, same plan, byte for byte: what differs when it is made once more. `text`: the first one's. */
export function differsAgain(
  first: Plan,
  again: Plan | null,
  text = serializePlan(first),
): readonly string[] {
  if (again === null) return ['no plan'];
  return [
    ...(again.planHash === first.planHash ? [] : ['another hash']),
    ...(serializePlan(again) === text ? [] : ['another text']),
  ];
}
