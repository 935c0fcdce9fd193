import { failure } from '../../shared/diagnostic';
import { err, ok } from '../../shared/result';
import type { Host } from '../workspace/host';
import { buildScheduleView, chooseSchedule } from '../workspace/schedule-view';
import { editPlan, nowOf, planToRead } from './edit-plan';
import type { ServedHandlers } from './serve-contract';

/** When the steps are carried out. Dates are choices; the plan follows from them. */
export function createScheduleHandlers(
  host: Host,
): Pick<ServedHandlers, `schedule.${'get' | 'set' | 'approved'}`> {
  const view = async () => {
    const read = await planToRead(host);
    return read.ok ? ok(buildScheduleView(read.value.plan, nowOf(read.value))) : read;
  };
  return {
    'schedule.get': () => view(),
    'schedule.set': async ({ edit }) => {
      const done = await editPlan(host, ({ workspace }) => chooseSchedule(workspace, edit));
      return done.ok ? view() : done;
    },
    'schedule.approved': () => {
      const workspace = host.opened();
      if (!workspace.ok) return Promise.resolve(workspace);
      const { rollout, source } = workspace.value;
      const { plan } = rollout;
      if (plan === null) return Promise.resolve(err(failure('plan/not-approved')));
      // While a plan is carried out the clock of its tenant goes on, in practice too.
      const now =
        source === null
          ? nowOf({ workspace: workspace.value, plan })
          : new Date(source.clock.now()).toISOString();
      return Promise.resolve(ok(buildScheduleView(plan, now)));
    },
  };
}
