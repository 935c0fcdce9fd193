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
import { restartedOf } from './restarted';
import { RunMark } from './run-mark';
import type { Shell } from './shell';

/** The host of workspaces over the shell: everything it may touch arrives here by name. */
export function createHost(shell: Shell, printPdf: HostPorts['printPdf']): Host {
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
    printPdf,
    language: () => shell.locale(),
    publish: (name, body) => {
      if (isRolloutChange(name, body)) runMark.see(host.current?.meta.id, body.state);
      shell.publish(name, body);
    },
    fileOpened: (file) => app.addRecentDocument(file),
    rolloutOpened: (id, session) => {
      const wasCut = runMark.takeInterrupted(id);
      if (wasCut) shell.state.update({ restarted: restartedOf('program', session) });
    },
    updateState: (changes) => shell.state.update(changes),
    showRun: (run, end) => {
      shell.power.update({ isRunning: run !== null, done: run?.done ?? 0, total: run?.total ?? 0 });
      if (end !== undefined) shell.tellRunEnd(end);
    },
  });
  shell.onOpenFile((path) => {
    // Nobody pressed anything that could show a fault: it is told here, and kept in the log.
    const bug = (error: unknown): Result<void, Failure> => {
      const ref = randomBytes(4).toString('hex');
      shell.log('ipc.bug', { ref, call: 'openFile', ...describeError(error) });
      return err(failure('internal/bug', { ref, place: 'openFile' }));
    };
    void openFile(host, path)
      .catch(bug)
      .then((opened) => {
        if (opened.ok || opened.failure.code === 'plan/cancelled') return;
        shell.dialogs.tellRefused(opened.failure);
      });
  });
  shell.onStop(() => host.closeCurrent());
  return host;
}

function isRolloutChange(
  name: EventName,
  body: EventBody<EventName>,
): body is EventBody<'rollout.changed'> {
  return name === 'rollout.changed' && body !== null;
}
