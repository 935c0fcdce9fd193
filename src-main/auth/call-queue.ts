/** Runs one task after the other: MSAL's cache is not made for concurrent calls (T7). */
export type CallQueue = <T>(task: () => Promise<T>) => Promise<T>;

export function createCallQueue(): CallQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task, task);
    last = next.catch(() => undefined);
    return next;
  };
}
