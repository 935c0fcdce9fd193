import type { Context } from '@microsoft/microsoft-graph-client';
import type { Failure } from '../../../shared/diagnostic';
import type { WriteScope } from '../../../shared/registration/graph-scopes';
import type { TransportRequest, TransportResponse } from '../transport';

/**
 * One request on its way through the chain. The client library rebuilds addresses and loses
 * headers of error answers, so both travel here, byte for byte, beside its own context.
 */
export class Call {
  response: TransportResponse | null = null;
  failure: Failure | null = null;
  /** Claims to ask a new token with, after a challenge. */
  claims: string | null = null;
  clientRequestId: string | null = null;
  /** A read that goes with the token of a write; null: with the one of its lane. */
  asWriter: readonly WriteScope[] | null = null;
  /** The transport had it: from here on it may have arrived. */
  hasLeft = false;

  constructor(
    readonly method: TransportRequest['method'],
    readonly url: string,
    readonly body: string | null,
    readonly headers: Readonly<Record<string, string>>,
    readonly lane: 'read' | 'write',
    readonly signal: AbortSignal | undefined,
    /** Asked at the last moment, after every wait: whether a write is still right to send. */
    readonly mayLeave: () => boolean = () => true,
  ) {}

  /** Path with version, without query. */
  get path(): string {
    return new URL(this.url).pathname;
  }

  settle(response: TransportResponse): void {
    this.response = response;
    this.failure = null;
  }

  fail(failure: Failure): void {
    this.failure = failure;
    this.response = null;
  }
}

/** The call a context carries. A context without one was not made by this product. */
export function callOf(context: Context): Call {
  const call: unknown = context.middlewareControl?.getMiddlewareOptions(Call);
  if (!(call instanceof Call)) throw new Error('A Graph request without a call');
  return call;
}
