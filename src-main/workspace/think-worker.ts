import { parentPort } from 'node:worker_threads';
import { openTenantStore } from '../store/open-store';
import { KeptPlan } from './kept-plan';
import { toParcels } from './parcels';
import { PreviewMaker } from './preview-apart';
import { readPlan } from './read-plan';
import { Thinker } from './think';
import type { ThinkingCall, ThinkingReply, Told } from './thinking-job';

/**
 * The entry of the thread that thinks: no token, no network, the store read only. Answers leave a
 * piece at a time, each when the one before has been taken over.
 */
const thinker = new Thinker();
const kept = new KeptPlan();
const previews = new PreviewMaker(thinker, kept);
let takenOver: () => void = () => undefined;
let queue: Promise<void> = Promise.resolve();

function reply(message: ThinkingReply): void {
  parentPort?.postMessage(message);
}

async function work(id: number, think: (tell: (told: Told) => void) => unknown): Promise<void> {
  try {
    const answer = think((told) => reply({ id, told }));
    if (answer === null) {
      reply({ id, end: 'failed' });
      return;
    }
    for (const parcel of toParcels(answer)) {
      const taken = new Promise<void>((resolve) => (takenOver = resolve));
      reply({ id, parcel });
      await taken;
    }
    reply({ id, end: 'done' });
  } catch {
    // The main process works it out itself, where the fault is told as what it is.
    reply({ id, end: 'failed' });
  }
}

function answer(call: Exclude<ThinkingCall, { taken: number }>): Promise<void> | void {
  if ('look' in call) return look(call.look);
  if ('job' in call) return work(call.job.id, (tell) => thinker.answer(call.job, tell));
  if ('preview' in call) {
    const { id, of, wanted } = call.preview;
    return work(id, (tell) => previews.make(of, wanted, tell));
  }
  if ('kept' in call) {
    const { id, directory, planHash } = call.kept;
    return work(id, (tell) => kept.simulated(directory, planHash, tell)?.simulation ?? null);
  }
  const { id, path } = call.file;
  return work(id, (tell) => {
    tell({ part: 'opening', users: null });
    return readPlan(path, (users) => tell({ part: 'simulating', users }));
  });
}

/** Opened to read, a store is looked through from its first page to its last. */
function look({ id, directory }: Extract<ThinkingCall, { look: unknown }>['look']): void {
  const store = openTenantStore(directory, { mode: 'read', clock: { now: () => 0 } });
  if (store.ok) {
    store.value.close();
    reply({ id, parcel: { kind: 'frame', value: true, rows: 0 } });
  }
  reply({ id, end: store.ok ? 'done' : 'failed' });
}

parentPort?.on('message', (call: ThinkingCall) => {
  if ('taken' in call) takenOver();
  else queue = queue.then(() => answer(call));
});
