import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Threads from 'node:worker_threads';
import { expect, test } from '@playwright/test';
import { openTenantStore } from '../../src-main/store/open-store';
import { launchApp } from '../fixtures/launch-app';
import { manyPeople } from '../fixtures/many-people';
import { plantWorkspace } from '../fixtures/plant-workspace';

interface Message {
  readonly end?: string;
  readonly parcel?: {
    readonly kind: string;
    readonly value?: { readonly value: { readonly factsOf: Uint32Array } };
  };
}

const people = 2_500;

/** The job the window would have the thread do, in a folder with one workspace. */
function jobIn(userData: string) {
  const root = join(userData, 'workspaces');
  const id = readdirSync(root).find((name) => /^[0-9a-f]{32}$/.test(name)) ?? '';
  const directory = join(root, id);
  const store = openTenantStore(directory, { mode: 'read', clock: { now: () => 0 } });
  if (!store.ok) throw new Error(store.failure.code);
  const snapshotId = store.value.snapshots.latest()?.snapshotId ?? '';
  store.value.close();
  return {
    ...{ id: 1, thought: 'assessed', directory, snapshotId, answers: null },
    ...{ choices: { schema: 'causeway-choices/1' }, asOf: '2026-11-22T12:00:00Z' },
    ...{ madeAt: '2026-11-22T12:00:00Z', appVersion: '0' },
  };
}

test('large tenants are thought about in a thread of the app’s own runtime', async () => {
  const userData = mkdtempSync(join(tmpdir(), 'causeway-data-'));
  plantWorkspace(userData, manyPeople(people).snapshot, 'Harbour Works');
  const job = jobIn(userData);
  const { app } = await launchApp({ userData });
  const outcome = await app.evaluate(async ({ app: own }, given) => {
    const { Worker } = process.mainModule!.require('node:worker_threads') as typeof Threads;
    const worker = new Worker(`${own.getAppPath()}/out/main/think.js`, {
      ...{ env: {}, argv: [], execArgv: [] },
    });
    let judged = 0;
    return new Promise<{ end: string; judged: number }>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('message', ({ end, parcel }: Message) => {
        if (end !== undefined) {
          void worker.terminate().then(() => resolve({ end, judged }));
          return;
        }
        if (parcel?.kind === 'frame') judged += parcel.value?.value.factsOf.length ?? 0;
        worker.postMessage({ taken: 1 });
      });
      worker.postMessage({ job: given });
    });
  }, job);
  await app.close();
  expect(outcome).toEqual({ end: 'done', judged: people });
});
