import { dirname } from 'node:path';
import { failure } from '../../shared/diagnostic';
import { err, ok } from '../../shared/result';
import { writeRollBackKit } from '../exports/roll-back-kit';
import type { Host } from '../workspace/host';
import { rememberKitIn } from '../workspace/kit-record';
import { rehearseRollBack } from '../workspace/rehearse-roll-back';
import { safetyRecord, saveConfirmed, saveRehearsal } from '../workspace/safety-record';
import { buildSafetyView } from '../workspace/safety-view';
import { nowOf, plannedSoon } from './edit-plan';
import type { ServedHandlers } from './serve-contract';

type Names = `safety.${'get' | 'rehearse' | 'confirm' | 'exportKit'}`;

/** Safety net: what is there to go back to, tried on a copy, confirmed by a person. */
export function createSafetyHandlers(host: Host, zone: () => string): Pick<ServedHandlers, Names> {
  const view = async () => {
    const planned = await plannedSoon(host);
    if (!planned.ok) return planned;
    const { workspace, plan } = planned.value;
    const record = safetyRecord(workspace.store);
    return ok(buildSafetyView({ plan, record, now: Date.parse(nowOf(planned.value)) }));
  };
  return {
    'safety.get': () => view(),
    'safety.rehearse': async () => {
      const planned = await plannedSoon(host);
      if (!planned.ok) return planned;
      const { workspace, plan } = planned.value;
      const rehearsal = await rehearseRollBack(plan);
      if (!rehearsal.ok) return rehearsal;
      const saved = saveRehearsal(workspace.store, rehearsal.value, nowOf(planned.value));
      return saved.ok ? view() : saved;
    },
    'safety.confirm': async ({ planHash }) => {
      const planned = await plannedSoon(host);
      if (!planned.ok) return planned;
      const { workspace, plan } = planned.value;
      if (plan.planHash !== planHash) {
        const values = { expected: planHash, actual: plan.planHash };
        return err(failure('plan/hash-mismatch', values));
      }
      const by = workspace.connect.account;
      const at = nowOf(planned.value);
      const saved = saveConfirmed(workspace.store, { planHash, by, at });
      return saved.ok ? view() : saved;
    },
    'safety.exportKit': async () => {
      const planned = await plannedSoon(host);
      if (!planned.ok) return planned;
      const directory = await host.ports.chooseExportFolder();
      if (directory === undefined) return ok({ cancelled: true, files: [] });
      const { plan, workspace } = planned.value;
      const written = await writeRollBackKit(plan, directory, host.ports.language(), zone());
      if (!written.ok) return written;
      const place = { directory, dataFolder: dirname(host.index.root) };
      const kit = { planHash: plan.planHash, at: nowOf(planned.value) };
      const remembered = rememberKitIn(place, workspace.store, kit);
      const names = ['roll-back-kit.html', 'roll-back-kit.json'];
      workspace.access.exported({
        ...{ what: 'kit', planHash: plan.planHash },
        files: names.map((name) => ({ name, sha256: null })),
        ...{ audience: null, language: host.ports.language(), namesHidden: false },
      });
      if (!remembered.ok) return remembered;
      return ok({ cancelled: false, files: names });
    },
  };
}
