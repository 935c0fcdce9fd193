import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { renderCsv } from '../exports/render-csv';
import { writeWhole } from '../files/plan-files';
import { gateLook, type GateLook } from '../rollout/gate-people';
import { gateLinesOf } from '../workspace/gate-lines';
import {
  findGatePeople,
  gatePeople,
  gatePeoplePage,
  gatePeopleTable,
} from '../workspace/gate-people';
import type { Host } from '../workspace/host';
import type { ServedHandlers } from './serve-contract';

type Names = `rollout.${'gateLines' | 'gatePeople' | 'saveGatePeople'}`;

interface Looked {
  readonly plan: Plan;
  readonly step: Step;
  readonly look: GateLook | null;
}

/** The gates of the approved plan: their figures day by day, and whom the last look left out. */
export function createGateHandlers(host: Host): Pick<ServedHandlers, Names> {
  const looked = async (stepId: string): Promise<Result<Looked, Failure>> => {
    const workspace = host.opened();
    if (!workspace.ok) return workspace;
    const { rollout, store } = workspace.value;
    const { plan } = rollout;
    const step = plan?.steps.find((one) => one.id === stepId);
    if (plan === null || step?.gate === undefined) {
      return err(failure('input/unknown-step', { step: stepId }));
    }
    if (!rollout.isBusy) await rollout.open();
    const status = rollout.rollout?.status();
    const state = status?.steps.find((one) => one.id === stepId);
    const rolloutId = status?.rolloutId ?? null;
    // A look that a roll back or an emergency stop has overtaken says nothing of today.
    const look =
      rolloutId === null || !state?.gate ? null : gateLook(store.settings, { rolloutId, stepId });
    return ok({ plan, step, look });
  };
  return {
    'rollout.gateLines': async () => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      return ok({ lines: await gateLinesOf(workspace.value.rollout) });
    },
    'rollout.gatePeople': async ({ stepId, ...query }) => {
      const found = await looked(stepId);
      if (!found.ok) return found;
      const { plan, look } = found.value;
      const known = { at: look?.at ?? null, of: look?.of ?? null };
      return ok(gatePeoplePage(gatePeople(plan, look), known, query));
    },
    'rollout.saveGatePeople': async ({ stepId, language, ...query }) => {
      const found = await looked(stepId);
      if (!found.ok) return found;
      const { plan, step, look } = found.value;
      const folder = await host.ports.chooseExportFolder();
      if (folder === undefined) return ok({ file: null });
      const rows = findGatePeople(gatePeople(plan, look), query);
      const file = `gate-${stepId}-${plan.planHash.slice(0, 8)}.csv`;
      const table = gatePeopleTable(step.gate?.figure ?? '', rows, language);
      const written = await writeWhole(join(folder, file), renderCsv(table));
      return written.ok ? ok({ file }) : written;
    },
  };
}
