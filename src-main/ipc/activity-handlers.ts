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
import { salvagedRecord } from '../workspace/salvaged-record';
import type { ServedHandlers } from './serve-contract';

const nothing = { total: 0, of: 0, chain: 'none', brokenAt: null } as const;
const everyEntry = { offset: 0, limit: Number.MAX_SAFE_INTEGER };

/**
 * The journal of the rollout, entry by entry, and a table of it that names nobody; of one that is
 * damaged the whole record (execution.md 1.7), which names nobody either.
 */
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
      if (!opened.ok && !isDamage(opened.failure)) return opened;
      const workspace = host.current;
      const plan = workspace?.rollout.plan ?? null;
      const log = opened.ok ? opened.value : null;
      if (workspace === null || plan === null || (opened.ok && log === null))
        return err(failure('plan/not-approved'));
      const hash = plan.planHash.slice(0, 8);
      if (log === null || log.verifyChain().state !== 'intact') {
        // No engine opens over it, and no table could show what of it is to be believed.
        const wish = { planHash: plan.planHash, hasNames: false, language };
        const record = salvagedRecord(workspace.store.directory, wish);
        if (!record.ok) return opened.ok ? record : opened;
        return keep(host, `journal-${hash}.jsonl`, record.value.text);
      }
      const entries = log.entries(0, Number.MAX_SAFE_INTEGER);
      const { rows } = activityPage(plan, entries, { show, search, ...everyEntry });
      return keep(host, `activity-${hash}.csv`, renderCsv(activityTable(plan, rows, language)));
    },
  };
}

/** The journal is there and cannot be believed. */
function isDamage({ code }: Failure): boolean {
  return code === 'store/corrupt' || code === 'store/short';
}

/** Into a folder of one's choice; null: none was chosen. */
async function keep(
  { ports }: Pick<Host, 'ports'>,
  file: string,
  content: string | Uint8Array,
): Promise<Result<{ file: string | null }, Failure>> {
  const folder = await ports.chooseExportFolder();
  if (folder === undefined) return ok({ file: null });
  const written = await writeWhole(join(folder, file), content);
  return written.ok ? ok({ file }) : written;
}
