import { ok } from '../../shared/result';
import { openGraphSource, type Source } from '../../src-main/graph/open-source';
import type { Fetch } from '../../src-main/graph/fetch';
import type { PracticeTenant } from '../../src-main/practice-tenant/server';

/**
 * What becomes of the request during which somebody presses. `silent`: it gets no answer and never
 * arrives. `late`: a write gets no answer, and arrives right after the write that follows it.
 */
export type Answering = 'answered' | 'silent' | 'late';

export interface PressedWire {
  readonly source: Source;
  /** Graph requests that left so far. */
  count(): number;
  /** Calls `press` as the n-th request from now leaves. */
  pressAt(n: number, answering: Answering, press: () => void): void;
  /** Departures of writes, ms on the source's clock; `n` is `count()` then. */
  readonly writes: readonly { readonly at: number; readonly n: number; readonly body: string }[];
}

/** A practice tenant whose wire tells the moment somebody presses a button. */
export async function openPressedWire(tenant: PracticeTenant): Promise<PressedWire> {
  let count = 0;
  let due = 0;
  let answering: Answering = 'answered';
  let press = (): void => undefined;
  let source: Source | null = null;
  let late: (() => Promise<Response>) | null = null;
  const writes: { at: number; n: number; body: string }[] = [];
  const wire: Fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    if (url.includes('/_practice/')) return fetch(input, init);
    count += 1;
    const body = typeof init?.body === 'string' ? init.body : '';
    const isWriting = isWrite(init?.method, url, body);
    if (source !== null && isWriting) writes.push({ at: source.clock.now(), n: count, body });
    if (count !== due) {
      const answer = await fetch(input, init);
      const arrive = isWriting ? late : null;
      if (arrive !== null) late = null;
      await arrive?.();
      return answer;
    }
    press();
    if (answering === 'answered') return fetch(input, init);
    if (answering === 'late' && isWriting) {
      const { signal: _, ...rest } = init ?? {};
      late = () => fetch(input, rest);
    }
    return new Promise((_, reject) => {
      const end = (): void => reject(new DOMException('aborted', 'AbortError'));
      if (init?.signal?.aborted === true) end();
      init?.signal?.addEventListener('abort', end, { once: true });
    });
  };
  const opened = await openGraphSource({
    graphUrl: tenant.graphUrl,
    cloud: 'global',
    getToken: () => Promise.resolve(ok(tenant.token)),
    fetch: wire,
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  source = opened.value;
  return {
    source,
    writes,
    count: () => count,
    pressAt: (n, how, pressed) => {
      due = count + n;
      answering = how;
      press = pressed;
    },
  };
}

function isWrite(method: string | undefined, url: string, body: string): boolean {
  if (method === undefined || method === 'GET') return false;
  if (!url.endsWith('/$batch')) return true;
  const { requests } = JSON.parse(body) as { requests: { method: string }[] };
  return requests.some((one) => one.method !== 'GET');
}
