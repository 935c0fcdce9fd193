import { ok } from '../../shared/result';
import type { Host } from '../workspace/host';
import { buildScheduleView, chooseSchedule } from '../workspace/schedule-view';
import { editPlan, nowOf, plannedSoon } from './edit-plan';
import type { ServedHandlers } from './serve-contract';

/** When the steps are carried out. Dates are choices; the plan follows from them. */
export function createScheduleHandlers(
  host: Host,
): Pick<ServedHandlers, `schedule.${'get' | 'set'}`> {
  const view = async () => {
    const planned = await plannedSoon(host);
    return planned.ok ? ok(buildScheduleView(planned.value.plan, nowOf(planned.value))) : planned;
  };
  return {
    'schedule.get': () => view(),
    'schedule.set': async ({ edit }) => {
      const done = await editPlan(host, ({ workspace }) => chooseSchedule(workspace, edit));
      return done.ok ? view() : done;
    },
  };
}
