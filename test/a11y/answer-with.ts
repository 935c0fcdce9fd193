import { expect, type ElectronApplication } from '@playwright/test';
import { contract } from '../../shared/ipc/contract';
import { callChannel } from '../../shared/ipc/contract-names';

/**
 * How main answers what a screen shows: not at all, with a failure, without a network, with empty
 * lists, as planned from what has changed since, and with parts that could not be read.
 */
export const states = ['waiting', 'failed', 'offline', 'empty', 'stale', 'partial'] as const;
export type State = (typeof states)[number] | 'asEver';

const reading = Object.keys(contract.calls)
  .filter((name) => /\.(get|list)$/.test(name) && !name.startsWith('app.'))
  .map(callChannel);

/** Puts the state in place of the handlers of every reading call. */
export async function answerWith(app: ElectronApplication, state: State): Promise<void> {
  const replaced = await app.evaluate(
    ({ ipcMain }, [names, wanted]) => {
      type Listener = (...input: readonly unknown[]) => unknown;
      type Change = (value: unknown, key: string) => unknown;
      const own = ipcMain as unknown as { _invokeHandlers: Map<string, Listener> };
      const kept = globalThis as unknown as { readingHandlers?: Map<string, Listener> };
      const real = (kept.readingHandlers ??= new Map(
        names.flatMap((name) => {
          const listener = own._invokeHandlers.get(name);
          return listener === undefined ? [] : [[name, listener] as const];
        }),
      ));
      /** Every value within that has a name goes through `change`; `undefined` leaves it. */
      const changed = (value: unknown, change: Change): unknown => {
        if (Array.isArray(value)) return value.map((inner) => changed(inner, change));
        if (typeof value !== 'object' || value === null) return value;
        return Object.fromEntries(
          Object.entries(value).map(([key, inner]) => {
            const next = change(inner, key);
            return [key, next === undefined ? changed(inner, change) : next];
          }),
        );
      };
      const refused = { reason: 'refused', status: 403 };
      const changes: Readonly<Record<string, Change>> = {
        // What is to be checked at the end is the same few rows in every tenant.
        empty: (value, key) =>
          key === 'checklist' ? value : Array.isArray(value) ? [] : undefined,
        stale: (_, key) => (key === 'stale' || key === 'isStale' ? true : undefined),
        partial: (value, key) => {
          if (key === 'lowerBound') return true;
          if (key === 'unread' && Array.isArray(value)) {
            return ['registration', 'groups'].map((source) => ({ source, ...refused }));
          }
          if (key !== 'sources' || !Array.isArray(value)) return undefined;
          return value.map((one: unknown, at) =>
            at % 2 === 0 || typeof one !== 'object' || one === null || !('restarts' in one)
              ? one
              : { ...one, state: 'unread', ...refused },
          );
        },
      };
      for (const [name, listener] of real) {
        ipcMain.removeHandler(name);
        ipcMain.handle(name, async (...input) => {
          if (wanted === 'waiting') return new Promise(() => undefined);
          const change = changes[wanted];
          if (change !== undefined) return changed(await listener(...input), change);
          if (wanted === 'asEver') return listener(...input);
          const failure =
            wanted === 'offline'
              ? { code: 'graph/network', values: { code: 'network' } }
              : { code: 'store/unwritable', values: { code: 'EIO', directory: '/data' } };
          return { ok: false, failure };
        });
      }
      return real.size;
    },
    [reading, state] as const,
  );
  expect(replaced).toBeGreaterThan(10);
}
