import type * as v from 'valibot';
import type { FailureView } from './common-views';
import type { contract } from './contract';

type Calls = (typeof contract)['calls'];
type Events = (typeof contract)['events'];

export type CallName = keyof Calls;
export type EventName = keyof Events;
export type CallInput<N extends CallName> = v.InferInput<Calls[N]['input']>;
export type CallOutput<N extends CallName> = v.InferOutput<Calls[N]['output']>;
export type EventBody<N extends EventName> = v.InferOutput<Events[N]>;

/** What every call answers: never a thrown error, never library text. */
export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: FailureView };

/** `window.api`, and what tests fake. */
export interface Api {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Answer<CallOutput<N>>>;
  /** Returns the function that stops listening. */
  on<N extends EventName>(name: N, listener: (body: EventBody<N>) => void): () => void;
}

/** Main's side of one call. */
export type Handler<N extends CallName> = (input: CallInput<N>) => Promise<Answer<CallOutput<N>>>;
export type Handlers = { readonly [N in CallName]: Handler<N> };
