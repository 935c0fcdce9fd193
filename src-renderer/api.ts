import type { Answer, Api, CallInput, CallName, CallOutput } from '../shared/ipc/contract-types';

declare global {
  interface Window {
    /** Put there by the preload; nothing of Node or Electron comes with it. */
    readonly api: Api;
  }
}

/** The only place that touches `window.api`. */
export function pageApi(): Api {
  return window.api;
}

/** A call that always answers: a broken channel is an `internal/bug` failure, not an exception. */
export async function callSafely<N extends CallName>(
  api: Api,
  name: N,
  input: CallInput<N>,
): Promise<Answer<CallOutput<N>>> {
  try {
    return await api.call(name, input);
  } catch {
    return { ok: false, failure: { code: 'internal/bug', values: {} } };
  }
}
