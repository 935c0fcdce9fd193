import { randomUUID } from 'node:crypto';
import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { failure } from '../../../shared/diagnostic';
import type { Clock } from '../../ports/clock';
import type { GraphStats } from '../graph-stats';
import type { Transport } from '../transport';
import { callOf } from './call';
import { headersOf } from './headers-of';

/** The library wants a Response. It has nothing in it that could be used up, so one serves all. */
const nothing = new Response(null, { status: 204 });

/** Last in the chain: hands the request to the transport, once per pass, with its own request id. */
export class Terminal implements Middleware {
  constructor(
    private readonly transport: Transport,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly stats: Pick<GraphStats, 'roundTrips' | 'roundTripMs'>,
  ) {}

  async execute(context: Context): Promise<void> {
    const call = callOf(context);
    const headers = headersOf(context);
    const id = call.lane === 'write' ? call.headers['client-request-id'] : undefined;
    headers['client-request-id'] = id ?? randomUUID();
    call.clientRequestId = headers['client-request-id'];
    if (call.lane === 'write') await this.transport.readyToWrite?.(call.url, call.signal);
    // A read that nobody waits for any more ends in the transport; a write must not even begin.
    const isCut = call.lane === 'write' && call.signal?.aborted === true;
    if (isCut || !call.mayLeave()) {
      call.fail(failure('step/cancelled', { why: 'late' }));
      context.response = nothing;
      return;
    }
    this.stats.roundTrips += 1;
    const leftAt = this.clock.now();
    call.hasLeft = true;
    const sent = await this.transport.send({
      method: call.method,
      url: call.url,
      headers,
      body: call.body,
      lane: call.lane,
      signal: call.signal,
    });
    this.stats.roundTripMs = Math.max(0, this.clock.now() - leftAt);
    if (sent.ok) call.settle(sent.value);
    else call.fail(sent.failure);
    // Ours travels in the call, complete with its headers.
    context.response = nothing;
  }
}
