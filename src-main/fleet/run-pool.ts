/**
 * Works through items, `parallel` at a time, begun in their order. Once the signal fires none is
 * begun any more; those under way end as they see fit. `work` must not reject.
 */
export async function runPool<Item>(
  items: readonly Item[],
  { parallel, signal }: { readonly parallel: number; readonly signal: AbortSignal },
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) {
      if (signal.aborted) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, lane));
}

/** The most items worked on at a time. */
export const mostParallel = 64;
/** Files judged at a time: each by a process of its own. */
const judgedAtOnce = 4;

/** What each item comes to, in their order; for work that judges files, `parallel` at a time. */
export async function inPool<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
  parallel = judgedAtOnce,
): Promise<readonly Value[]> {
  const values = new Map<Item, Value>();
  const options = { parallel, signal: new AbortController().signal };
  await runPool(items, options, async (item) => void values.set(item, await work(item)));
  return items.map((item) => values.get(item) as Value);
}
