import { app } from 'electron';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { sha256 } from '../files/sha256';
import type { Fetch } from '../graph/fetch';
import { failure, type Failure } from '../../shared/diagnostic';
import type { EventBody, EventName } from '../../shared/ipc/contract-types';
import { err, type Result } from '../../shared/result';
import { Host } from '../workspace/host';
import { openFile } from '../workspace/open-file';
import type { HostPorts } from '../workspace/host-ports';
import { indexInUtility, judgeInUtility } from './judge-in-utility';
import { noteAnswers, noteWrites } from './log-answers';
import { describeError } from './log-events';
import { isTenant, type RecentEntry } from './recent';
import { restartedOf } from './restarted';
import { RunMark } from './run-mark';
import type { Shell } from './shell';

/** The host of workspaces over the shell: everything it may touch arrives here by name. */
export function createHost(shell: Shell, pages: Pick<HostPorts, 'printPdf' | 'keepPreview'>): Host {
  const runMark = new RunMark(join(shell.dataFolder, 'workspaces', 'run.json'));
  const parseScript = join(__dirname, 'parse-untrusted.js');
  const { log } = shell;
  const practiceFetch: Fetch = (input, init) => fetch(input, init);
  const host = new Host({
    now: () => Date.now(),
    randomId: () => randomBytes(16).toString('hex'),
    sha256,
    appVersion: shell.state.current.version,
    thinkScript: join(__dirname, 'think.js'),
    root: join(shell.dataFolder, 'workspaces'),
    signIn: (ask) => shell.desk.signIn(ask),
    renewSignIn: (signedIn, also) => shell.desk.renew(signedIn, also),
    hasKept: (place) => shell.keptSignIns.has(place),
    forgetKept: (place) => shell.keptSignIns.forget(place),
    cancelSignIn: () => shell.desk.cancel(),
    isOnline: () => !shell.state.current.offline,
    fetchFor: (kind) =>
      noteAnswers(kind === 'practice' ? practiceFetch : shell.graphFetch, log, Date.now),
    writeFetchFor: (kind) =>
      noteWrites(kind === 'practice' ? practiceFetch : shell.newWriteFetch(), log, Date.now),
    practiceStarted: (origin) => shell.addPracticeOrigin(origin),
    practiceStopped: (origin) => shell.removePracticeOrigin(origin),
    judgePlan: judgeInUtility(parseScript),
    indexCapture: indexInUtility(parseScript),
    chooseFile: () => shell.dialogs.chooseFile(),
    chooseRingList: () => shell.dialogs.chooseRingList(),
    chooseExportFolder: () => shell.dialogs.chooseExportFolder(),
    ...pages,
    language: () => shell.locale(),
    publish: (name, body) => {
      if (isRolloutChange(name, body)) runMark.see(host.current?.meta.id, body.state);
      shell.publish(name, body);
    },
    plansChanged: (plans) => shell.recent.follow(plans),
    fileOpened: (file) => {
      app.addRecentDocument(file);
      shell.recent.add({ kind: 'file', path: file });
    },
    rolloutOpened: (id, session) => {
      const wasCut = runMark.takeInterrupted(id);
      if (wasCut) shell.state.update({ restarted: restartedOf('program', session) });
    },
    updateState: (changes) => {
      const opened = changes.workspace ?? null;
      if (opened !== null && isTenant(opened)) shell.recent.add({ kind: 'tenant', id: opened.id });
      return shell.state.update(changes);
    },
    showRun: (run, end) => {
      shell.power.update({ isRunning: run !== null, done: run?.done ?? 0, total: run?.total ?? 0 });
      if (end !== undefined) shell.tellRunEnd(end);
    },
  });
  // Nobody pressed anything of the page that could show a fault: it is told here, and logged.
  const tell = (
    call: 'openFile' | 'openTenant',
    opening: Promise<Result<void, Failure>>,
    entry: RecentEntry,
  ): void => {
    const bug = (error: unknown): Result<void, Failure> => {
      const ref = randomBytes(4).toString('hex');
      shell.log('ipc.bug', { ref, call, ...describeError(error) });
      return err(failure('internal/bug', { ref, place: call }));
    };
    void opening.catch(bug).then((opened) => {
      if (opened.ok || opened.failure.code === 'plan/cancelled') return;
      const isGone = opened.failure.code === 'file/not-found' && shell.recent.forget(entry);
      shell.dialogs.tellRefused(opened.failure, isGone);
    });
  };
  shell.onOpenFile((path) => tell('openFile', openFile(host, path), { kind: 'file', path }));
  shell.recent.onPick((entry) => {
    if (entry.kind === 'file') shell.takeFile(entry.path);
    else tell('openTenant', host.open(entry.id), entry);
  });
  shell.onStop(async () => {
    await Promise.all([host.fleet.close(), host.closeCurrent()]);
  });
  return host;
}

function isRolloutChange(
  name: EventName,
  body: EventBody<EventName>,
): body is EventBody<'rollout.changed'> {
  return name === 'rollout.changed' && body !== null;
}
