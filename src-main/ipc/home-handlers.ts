import { join } from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import type { AppState, ConnectView, ReadView } from '../../shared/ipc/home-contract';
import { failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { sourceNames } from '../../shared/tenant/snapshot';
import { collector, collectorName } from '../exports/collector';
import { checkTarget } from '../files/check-target';
import { writeWhole } from '../files/plan-files';
import { inTurns } from '../ports/in-turns';
import { signInForPlan } from '../workspace/apply-plan';
import { buildDifferenceView } from '../workspace/difference-view';
import type { Host } from '../workspace/host';
import { openFile } from '../workspace/open-file';
import { readAndTake } from '../workspace/read-and-take';
import { saveCapture } from '../workspace/save-capture';
import { startFromDamaged } from '../workspace/start-from-damaged';
import type { Workspace } from '../workspace/workspace';
import type { ServedHandlers } from './serve-contract';

type Names =
  | 'app.navigate'
  | 'taking.cancel'
  | 'capture.save'
  | `home.${'list' | 'open' | 'remove' | 'restore' | 'startFromDamaged' | 'damagedList' | 'newPractice' | 'newTenant' | 'signInForPlan' | 'openFile' | 'saveCollector'}`
  | `connect.${'get' | 'signIn' | 'allow' | 'cancel' | 'confirm' | 'signOut'}`
  | `read.${'get' | 'start' | 'pause' | 'cancel' | 'sources' | 'difference'}`
  | `practice.${'createEmergencyAccess' | 'registerPeople' | 'blockSignIn'}`;

/** Which workspace, which place, sign-in, reading: thin translations to the host. */
export function createHomeHandlers(host: Host): Pick<ServedHandlers, Names> {
  const state = (): AppState => host.ports.updateState({});
  const toState = (result: Result<void, Failure>): Result<AppState, Failure> =>
    result.ok ? ok(state()) : result;
  const connect = async (
    act: (workspace: Workspace) => Promise<Result<void, Failure>> | Result<void, Failure>,
  ): Promise<Result<ConnectView, Failure>> => {
    const workspace = host.opened();
    if (!workspace.ok) return workspace;
    const acted = await act(workspace.value);
    return acted.ok ? ok(workspace.value.connect.view) : acted;
  };
  const reading = (act: (workspace: Workspace) => void): Promise<Result<ReadView, Failure>> => {
    const workspace = host.opened();
    if (!workspace.ok) return Promise.resolve(workspace);
    act(workspace.value);
    return Promise.resolve(ok(workspace.value.reading.view));
  };
  return {
    'app.navigate': ({ screen }) => {
      if (!state().reached.includes(screen)) {
        return Promise.resolve(err(failure('ipc/refused', { reason: 'not-reached' })));
      }
      host.showScreen(screen);
      return Promise.resolve(ok(state()));
    },
    'home.list': () => Promise.resolve(ok({ workspaces: host.cards() })),
    'home.open': async ({ id }) => toState(await host.open(id)),
    'home.remove': async ({ id }) => {
      const removed = await host.remove(id);
      return removed.ok ? ok({ workspaces: host.cards() }) : removed;
    },
    'home.restore': ({ id }) => {
      const restored = host.restore(id);
      return Promise.resolve(restored.ok ? ok({ workspaces: host.cards() }) : restored);
    },
    'home.startFromDamaged': async ({ id }) => {
      const begun = await startFromDamaged(host, id);
      return begun.ok ? ok({ carried: begun.value, state: state() }) : begun;
    },
    'home.damagedList': () => Promise.resolve(ok(host.index.damaged)),
    'home.newPractice': async ({ scenario }) => toState(await host.newPractice(scenario)),
    'home.newTenant': async ({ clientId, cloud, tenant, writeClientId }) =>
      state().runtime.realTenantOff
        ? err(failure('auth/real-tenant-off'))
        : toState(await host.newTenant(clientId, cloud, tenant, writeClientId)),
    'home.signInForPlan': async ({ registration }) => {
      const begun = await signInForPlan(host, registration, state().runtime.realTenantOff);
      return begun.ok ? ok({ asks: begun.value, state: state() }) : begun;
    },
    'home.openFile': async () => {
      if (host.current?.rollout.isBusy === true) return err(failure('plan/running'));
      const file = await host.ports.chooseFile();
      if (file === undefined) return ok({ cancelled: true, state: state() });
      const opened = await openFile(host, file);
      if (opened.ok) return ok({ cancelled: false, state: state() });
      // Whoever ended it knows: nothing was opened.
      const isCancelled = opened.failure.code === 'plan/cancelled';
      return isCancelled ? ok({ cancelled: true, state: state() }) : opened;
    },
    'taking.cancel': () => {
      host.intake.cancel();
      return Promise.resolve(ok({}));
    },
    'capture.save': async () => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const saved = await saveCapture(host, workspace.value);
      return saved.ok ? ok({ saved: saved.value }) : saved;
    },
    'home.saveCollector': async () => {
      const folder = await host.ports.chooseExportFolder();
      if (folder === undefined) return ok({ file: null });
      const path = join(folder, collectorName);
      const target = await checkTarget(path, 'causeway-collector/1');
      if (!target.ok) return target;
      const written = await writeWhole(path, collector('global', state().language));
      return written.ok ? ok({ file: collectorName }) : written;
    },
    'connect.get': () => connect(() => ok(undefined)),
    'connect.signIn': () => connect((workspace) => workspace.signIn()),
    'connect.allow': ({ scope }) =>
      connect((workspace) => {
        workspace.connect.allow(scope);
        return ok(undefined);
      }),
    'connect.cancel': () =>
      connect((workspace) => {
        workspace.connect.cancel();
        return ok(undefined);
      }),
    'connect.confirm': () =>
      connect((workspace) => {
        workspace.connect.confirm();
        host.tell();
        return ok(undefined);
      }),
    'connect.signOut': () =>
      connect(async (workspace) => {
        workspace.rollout.hold();
        const ended = await workspace.connect.signOut();
        return ended.ok ? ok(undefined) : ended;
      }),
    'read.get': () => reading(() => undefined),
    'read.difference': async () => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const { snapshot, snapshotId, store } = workspace.value;
      const record = snapshotId === null ? null : store.snapshots.before(snapshotId);
      const before =
        record === null ? null : await inTurns(store.snapshots.loadSteps(record.snapshotId));
      const isPossible = snapshot !== null && before !== null;
      return ok(isPossible ? buildDifferenceView(before, snapshot) : null);
    },
    'read.start': () =>
      reading((workspace) => {
        void readAndTake(host, workspace);
      }),
    'read.pause': () => reading((workspace) => workspace.reading.pause()),
    'read.cancel': () => reading((workspace) => workspace.reading.cancel()),
    'read.sources': () => Promise.resolve(ok({ sources: [...sourceNames] })),
    'practice.createEmergencyAccess': async () => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const { practice } = workspace.value;
      if (practice === null) return err(failure('auth/signed-out'));
      return practice.createEmergencyAccess();
    },
    'practice.registerPeople': async ({ userIds }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const { practice, rollout } = workspace.value;
      if (practice === null) return err(failure('auth/signed-out'));
      return practice.registerPeople(userIds, !rollout.isUnderWay);
    },
    'practice.blockSignIn': async ({ userIds }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const { practice } = workspace.value;
      return practice === null ? err(failure('auth/signed-out')) : practice.blockSignIn(userIds);
    },
  };
}
