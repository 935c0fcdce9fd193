import type { GatePerson } from '../../shared/ipc/gate-people-contract';
import type { Plan } from '../../shared/plan/plan';
import { gateLook } from '../rollout/gate-people';
import type { SettingStore } from '../store/setting-store';
import { gatePeople } from '../workspace/gate-people';
import type { StatusDocument } from './status-document';

type StatusStep = StatusDocument['steps'][number];

/** `--people` of `status`: each gate somebody has looked at, with whom its figure left out. */
export interface StatusWithPeople extends StatusDocument {
  readonly steps: readonly (StatusStep & {
    readonly gatePeople: {
      readonly at: string;
      readonly people: readonly GatePerson[];
    } | null;
  })[];
}

export function withGatePeople(
  status: StatusDocument,
  plan: Plan,
  settings: SettingStore,
): StatusWithPeople {
  const { rolloutId } = status;
  return {
    ...status,
    steps: status.steps.map((step) => {
      const look =
        rolloutId === null || step.gate === null
          ? null
          : gateLook(settings, { rolloutId, stepId: step.id });
      const gate = look && { at: look.at, people: gatePeople(plan, look) };
      return { ...step, gatePeople: gate };
    }),
  };
}
