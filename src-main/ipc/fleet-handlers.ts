import type { Failure } from '../../shared/diagnostic';
import type { FleetView } from '../../shared/ipc/fleet-contract';
import { ok, type Result } from '../../shared/result';
import type { Host } from '../workspace/host';
import type { ServedHandlers } from './serve-contract';

type Names = `fleet.${'get' | 'start' | 'stop' | 'leaveOut' | 'saveReports'}`;

/** Many tenants at once (screens.md F1, F3, F7): looked at, read, reported on. Nothing is written to any. */
export function createFleetHandlers(
  { fleet, ports }: Pick<Host, 'fleet' | 'ports'>,
  zone: () => string,
): Pick<ServedHandlers, Names> {
  const view = (): Promise<Result<FleetView, Failure>> => Promise.resolve(ok(fleet.view()));
  return {
    'fleet.get': view,
    'fleet.start': async ({ ids }) => {
      const started = await fleet.start(ids);
      return started.ok ? ok(fleet.view()) : started;
    },
    'fleet.stop': () => {
      fleet.stop();
      return view();
    },
    'fleet.leaveOut': ({ id }) => {
      fleet.leaveOut(id);
      return view();
    },
    'fleet.saveReports': async ({ ids, language }) => {
      const within = await ports.chooseExportFolder();
      if (within === undefined) return ok({ folder: null, written: 0, failed: [] });
      const saved = await fleet.saveReports(within, { ids, language, zone: zone() });
      if (!saved.ok) return saved;
      const { folder, written, failed } = saved.value;
      return ok({
        ...{ folder, written },
        failed: failed.map(({ id, name, failure }) => ({ id, name, failure: { ...failure } })),
      });
    },
  };
}
