import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { renderCsv } from '../exports/render-csv';
import { writeWhole } from '../files/plan-files';
import type { Rollout } from '../rollout/rollout';
import { activityDays } from '../workspace/activity-days';
import { activityTable } from '../workspace/activity-table';
import { activityPage } from '../workspace/activity-view';
import type { Host } from '../workspace/host';
import type { ServedHandlers } from './serve-contract';

const nothing = { total: 0, of: 0, chain: 'none', brokenAt: null } as const;
const everyEntry = { offset: 0, limit: Number.MAX_SAFE_INTEGER };

/** The journal of the rollout, entry by entry, and a table of it that names nobody. */
export function createActivityHandlers(
  host: Host,
  zone: () => string,
): Pick<ServedHandlers, 'activity.list' | 'activity.export'> {
  const open = async (): Promise<Result<Rollout | null, Failure>> => {
    const workspace = host.opened();
    if (!workspace.ok) return workspace;
    const { rollout } = workspace.value;
    if (rollout.plan === null) return ok(null);
    return rollout.isBusy ? ok(rollout.rollout) : rollout.open();
  };
  return {
    'activity.list': async (query) => {
      const opened = await open();
      if (!opened.ok) return opened;
      const log = opened.value;
      const plan = host.current?.rollout.plan ?? null;
      if (log === null || plan === null)
        return ok({ ...nothing, rows: [], days: activityDays([], zone()) });
      const chain = log.verifyChain();
      const entries = log.entries(0, Number.MAX_SAFE_INTEGER);
      const isIntact = chain.state === 'intact';
      return ok({
        ...activityPage(plan, entries, query),
        of: entries.length,
        chain: entries.length === 0 ? 'none' : isIntact ? 'intact' : 'broken',
        brokenAt: isIntact ? null : chain.at,
        days: activityDays(entries, zone()),
      });
    },
    'activity.export': async ({ show, search, language }) => {
      const opened = await open();
      if (!opened.ok) return opened;
      const plan = host.current?.rollout.plan ?? null;
      if (opened.value === null || plan === null) return err(failure('plan/not-approved'));
      const folder = await host.ports.chooseExportFolder();
      if (folder === undefined) return ok({ file: null });
      const entries = opened.value.entries(0, Number.MAX_SAFE_INTEGER);
      const { rows } = activityPage(plan, entries, { show, search, ...everyEntry });
      const file = `activity-${plan.planHash.slice(0, 8)}.csv`;
      const written = await writeWhole(
        join(folder, file),
        renderCsv(activityTable(plan, rows, language)),
      );
      return written.ok ? ok({ file }) : written;
    },
  };
}
