/** How long a drive may take to answer about a file: a share that is asleep wakes in less. */
export const answerMilliseconds = 20_000;

/**
 * No more than so many calls may hang at once. Each holds one of the four threads that all reading
 * and writing goes through: were all of them held, nothing would be read from any disk any more.
 */
const mostHanging = 2;
let hanging = 0;

export type Answered<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'hangs' }
  | { readonly kind: 'cancelled' };

/**
 * Waits for a call to the file system no longer than it may take, and not at all once cancelled. A
 * call cannot be taken back: what comes of it later is handed to `late`, so that it can be closed.
 * Rejects as the call does.
 */
export async function unlessHanging<T>(
  call: () => Promise<T>,
  {
    signal,
    milliseconds = answerMilliseconds,
    late = () => undefined,
  }: {
    readonly signal?: AbortSignal | undefined;
    readonly milliseconds?: number;
    readonly late?: (value: T) => void;
  } = {},
): Promise<Answered<T>> {
  if (signal?.aborted === true) return { kind: 'cancelled' };
  if (hanging >= mostHanging) return { kind: 'hangs' };
  let given: 'hangs' | 'cancelled' | null = null;
  const calling = call();
  const settled = calling.finally(() => {
    if (given !== null) hanging -= 1;
  });
  settled.then(
    (value) => given !== null && late(value),
    () => undefined,
  );
  let timer: NodeJS.Timeout | undefined;
  let cancel = (): void => undefined;
  const givenUp = new Promise<Answered<T>>((resolve) => {
    const giveUp = (kind: 'hangs' | 'cancelled'): void => {
      if (given !== null) return;
      given = kind;
      hanging += 1;
      resolve({ kind });
    };
    timer = setTimeout(() => giveUp('hangs'), milliseconds);
    cancel = () => giveUp('cancelled');
    signal?.addEventListener('abort', cancel, { once: true });
  });
  try {
    return await Promise.race([
      calling.then((value) => ({ kind: 'answered' as const, value })),
      givenUp,
    ]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}
