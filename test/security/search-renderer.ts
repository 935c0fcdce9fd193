import type { ElectronApplication, Page } from '@playwright/test';

/** Everything that a page holds, by the place it is in. */
export async function everythingIn(
  app: ElectronApplication,
  page: Page,
): Promise<Readonly<Record<string, string>>> {
  return {
    heap: await heapOf(page),
    document: await page.content(),
    storage: await page.evaluate(storageOf),
    cookies: await cookiesOf(app),
  };
}

/** V8's snapshot: every string and object that the page's own code can reach, and what waits there. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

/** Runs in the page: what a store refuses is told by the refusal. */
async function storageOf(): Promise<string> {
  const told: unknown[] = [];
  const ask = async (what: () => unknown): Promise<void> => {
    try {
      told.push(await what());
    } catch (error) {
      told.push(String(error));
    }
  };
  const entries = (store: Storage): unknown => Object.entries(store);
  await ask(() => entries(localStorage));
  await ask(() => entries(sessionStorage));
  await ask(() => document.cookie);
  await ask(() => caches.keys());
  await ask(() => history.state as unknown);
  await ask(async () => {
    const found = await indexedDB.databases();
    // A name is enough: the product has none.
    return found.map(({ name }) => `database ${name ?? ''}`);
  });
  return JSON.stringify(told);
}

function cookiesOf(app: ElectronApplication): Promise<string> {
  return app.evaluate(async ({ session }) => {
    const names = ['causeway-page', 'causeway-traffic'];
    const all = [session.defaultSession, ...names.map((name) => session.fromPartition(name))];
    return JSON.stringify(await Promise.all(all.map((one) => one.cookies.get({}))));
  });
}
