import { ok } from '../../shared/result';
import type { Host } from '../workspace/host';
import { buildScheduleView, chooseSchedule } from '../workspace/schedule-view';
import { editPlan, nowOf, planToRead } from './edit-plan';
import type { ServedHandlers } from './serve-contract';

/** When the steps are carried out. Dates are choices; the plan follows from them. */
export function createScheduleHandlers(
  host: Host,
): Pick<ServedHandlers, `schedule.${'get' | 'set'}`> {
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
  };
}
