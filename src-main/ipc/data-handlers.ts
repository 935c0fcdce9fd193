import { failure } from '../../shared/diagnostic';
import type { DeletionView } from '../../shared/ipc/data-contract';
import { err, ok } from '../../shared/result';
import type { LocalData } from '../app/local-data';
import type { Host } from '../workspace/host';
import { hashOf, KeptPlans, phraseOf } from '../workspace/kept-plans';
import type { ServedHandlers } from './serve-contract';
import type { Tickets } from './tickets';

type Names = `data.${'get' | 'prepareDelete' | 'delete' | 'notices' | 'previewLog' | 'saveLog'}`;

/** What lies on this computer: shown, deleted after a confirmation, and the log as a file. */
export function createDataHandlers(
  host: Host,
  tickets: Tickets,
  local: LocalData,
  plans = new KeptPlans(host),
): Pick<ServedHandlers, Names> {
  /** Looked at anew each time: what the person was shown may not be so any more. */
  const weigh = async (id: string | null): Promise<DeletionView['plans']> => {
    const ids = id === null ? (await plans.list()).map((plan) => plan.id) : [id];
    const weighed = await Promise.all(ids.map((one) => plans.weigh(one)));
    return weighed.filter((one) => one !== undefined);
  };
  return {
    'data.get': async () =>
      ok({ folder: local.folder, logFolder: local.logFolder, plans: await plans.list() }),
    'data.prepareDelete': async ({ id }, { windowId }) => {
      const weighed = await weigh(id);
      if (id !== null && weighed.length === 0) return err(failure('store/not-found', { path: id }));
      const isAll = id === null;
      const isRunning = weighed.some(({ standing }) => standing === 'running');
      const phrase = phraseOf(weighed, isAll);
      const ticket = isRunning
        ? null
        : tickets.mint({
            ...{ tenantId: id ?? 'all', planHash: hashOf(weighed, isAll) },
            ...{ act: 'delete', target: id, windowId, phrase },
          });
      const bytes = weighed.reduce((sum, plan) => sum + plan.bytes, 0);
      const losesTwoPeople = isAll && host.twoPeople.isAnySet;
      return ok({ ticket, phrase, isAll, plans: weighed, bytes, losesTwoPeople });
    },
    'data.delete': async ({ ticket, phrase }, { windowId }) => {
      const target = tickets.targetOf(ticket);
      if (target === undefined) return err(failure('ipc/refused', { reason: 'ticket-unknown' }));
      const weighed = await weigh(target);
      const verdict = tickets.redeem({
        ...{ ticket, phrase, windowId, planHash: hashOf(weighed, target === null) },
        acts: ['delete'],
      });
      if (verdict.kind === 'refused') {
        return err(failure('ipc/refused', { reason: `ticket-${verdict.reason}` }));
      }
      if (target !== null) {
        const deleted = await plans.delete(target);
        if (deleted.ok) local.clearRecent();
        return deleted.ok ? ok({ isLeft: !deleted.value, closes: false }) : deleted;
      }
      const erased = await local.erase(plans);
      return erased.ok ? ok({ isLeft: !erased.value, closes: true }) : erased;
    },
    'data.notices': () => Promise.resolve(local.notices()),
    'data.previewLog': () => Promise.resolve(ok(local.previewLog(host.index.all()))),
    'data.saveLog': async ({ id }) => {
      const text = local.previewed(id);
      if (text === undefined) return err(failure('ipc/refused', { reason: 'preview-unknown' }));
      const folder = await host.ports.chooseExportFolder();
      if (folder === undefined) return ok({ file: null });
      const saved = await local.saveLog(folder, text);
      // Of the plan that is open, where one is: the log itself is of the whole program.
      if (saved.ok) {
        host.current?.access.exported({
          ...{ what: 'programLog', planHash: null },
          files: [{ name: saved.value.file, sha256: null }],
          ...{ audience: null, language: null, namesHidden: true },
        });
      }
      return saved;
    },
  };
}
