import { join } from 'node:path';
import type { AccessEntry } from '../../shared/access/access-entry';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Language } from '../../shared/i18n/format';
import type { AccessState } from '../../shared/ipc/activity-contract';
import { err, ok, type Result } from '../../shared/result';
import { renderCsv } from '../exports/render-csv';
import { writeWhole } from '../files/plan-files';
import { sha256 } from '../files/sha256';
import type { Rollout } from '../rollout/rollout';
import type { AccessLog } from '../workspace/access-log';
import { activityDays } from '../workspace/activity-days';
import { activityTable } from '../workspace/activity-table';
import { activityPage } from '../workspace/activity-view';
import type { Host } from '../workspace/host';
import { mergeLogs } from '../workspace/merge-logs';
import { salvagedRecord } from '../workspace/salvaged-record';
import type { Workspace } from '../workspace/workspace';
import type { ServedHandlers } from './serve-contract';

const everyEntry = { offset: 0, limit: Number.MAX_SAFE_INTEGER };

/**
 * The journal of the rollout with the sign-ins and exports beside it, entry by entry, and a table of it that names nobody; of one that is
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
      const chain = log?.verifyChain() ?? { state: 'intact' as const };
      const journal = log?.entries(0, Number.MAX_SAFE_INTEGER) ?? [];
      const access = accessOf(host.current?.access);
      const entries = mergeLogs(journal, access.entries);
      const isIntact = chain.state === 'intact';
      return ok({
        ...activityPage(plan, entries, query),
        of: entries.length,
        chain: journal.length === 0 ? 'none' : isIntact ? 'intact' : 'broken',
        brokenAt: isIntact ? null : chain.at,
        access: access.state,
        days: activityDays(entries, zone()),
      });
    },
    'activity.export': async ({ show, search, language }) => {
      const opened = await open();
      if (!opened.ok && !isDamage(opened.failure)) return opened;
      const workspace = host.current;
      const plan = workspace?.rollout.plan ?? null;
      const log = opened.ok ? opened.value : null;
      if (workspace === null) return err(failure('plan/not-approved'));
      const hash = plan?.planHash.slice(0, 8) ?? 'no-plan';
      const isDamaged = !opened.ok || (log !== null && log.verifyChain().state !== 'intact');
      if (isDamaged && plan !== null) {
        // No engine opens over it, and no table could show what of it is to be believed.
        const wish = { planHash: plan.planHash, hasNames: false, language };
        const record = salvagedRecord(workspace.store.directory, wish);
        if (!record.ok) return opened.ok ? record : opened;
        return keep(host, workspace, `journal-${hash}.jsonl`, record.value.text, language);
      }
      const journal = log?.entries(0, Number.MAX_SAFE_INTEGER) ?? [];
      const entries = mergeLogs(journal, accessOf(workspace.access).entries);
      if (entries.length === 0) return err(failure('plan/not-approved'));
      const { rows } = activityPage(plan, entries, { show, search, ...everyEntry });
      const table = renderCsv(activityTable(plan, rows, language));
      return keep(host, workspace, `activity-${hash}.csv`, table, language);
    },
  };
}

/** What is recorded of sign-ins and exports, and how it stands. A damaged record holds up nothing. */
function accessOf(log: Pick<AccessLog, 'read' | 'missed'> | undefined): {
  readonly entries: readonly AccessEntry[];
  readonly state: AccessState;
} {
  const read = log?.read() ?? ok({ entries: [], brokenAt: null });
  const entries = read.ok ? read.value.entries : [];
  const brokenAt = read.ok ? read.value.brokenAt : null;
  const chain = brokenAt !== null ? 'broken' : entries.length === 0 ? 'none' : 'intact';
  const { count: missed, why } = log?.missed ?? { count: 0, why: null };
  return {
    entries,
    state: { chain, brokenAt, failure: read.ok ? null : read.failure, missed, why },
  };
}

/** The journal is there and cannot be believed. */
function isDamage({ code }: Failure): boolean {
  return code === 'store/corrupt' || code === 'store/short';
}

/** Into a folder of one's choice; null: none was chosen. */
async function keep(
  { ports }: Pick<Host, 'ports'>,
  { access, rollout }: Pick<Workspace, 'access' | 'rollout'>,
  file: string,
  content: string,
  language: Language,
): Promise<Result<{ file: string | null }, Failure>> {
  const folder = await ports.chooseExportFolder();
  if (folder === undefined) return ok({ file: null });
  const written = await writeWhole(join(folder, file), content);
  if (!written.ok) return written;
  const planHash = rollout.plan?.planHash ?? null;
  const files = [{ name: file, sha256: sha256(content) }];
  const whom = { audience: null, language, namesHidden: true };
  access.exported({ what: 'log', planHash, files, ...whom });
  return ok({ file });
}
