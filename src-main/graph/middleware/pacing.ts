import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { failure } from '../../../shared/diagnostic';
import { matchParts } from '../batch-parts';
import { chargesOf, chargesOfBatch, sumOf, type Charge } from '../charges';
import { parseJson } from '../graph-error';
import type { PacingBuckets } from '../pacing-buckets';
import { patienceMs, untilOf } from '../retry-after';
import { callOf, type Call } from './call';

/** Holds a request until its buckets let it pass, and tells them what came of it. */
export class Pacing implements Middleware {
  #next: Middleware | null = null;

  constructor(private readonly buckets: PacingBuckets) {}

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context);
    const isBatch = call.path.endsWith('/$batch');
    const parts = isBatch ? chargesOfBatch(call.body) : [chargesOf(call.method, call.url)];
    const charges = sumOf(isBatch && call.lane === 'write' ? [batchOfWrites, ...parts] : parts);
    const refusal = call.lane === 'read' ? this.buckets.refusalOf(charges, patienceMs) : null;
    if (refusal !== null) {
      const [code, status] = refusal.isOut
        ? (['graph/busy', '503'] as const)
        : (['graph/throttled', '429'] as const);
      call.fail(failure(code, { status, code: '', ...untilOf(refusal.until) }));
      return;
    }
    const departure = await this.buckets.enter(charges, call.signal);
    try {
      await this.#next?.execute(context);
    } finally {
      departure.arrived();
      this.#learn(call, charges, isBatch ? parts : null, departure.at);
    }
  }

  #learn(
    call: Call,
    charges: readonly Charge[],
    parts: readonly (readonly Charge[])[] | null,
    leftAt: number,
  ): void {
    const { response } = call;
    if (response === null) return;
    this.buckets.answered(charges, response, leftAt);
    if (parts === null || response.status !== 200) return;
    // Each part is throttled alone, and says so inside; most batches have nothing to say.
    if (!/"status":\s*(429|503)|x-ms-(throttle|resource)/i.test(response.body)) return;
    const outcomes = matchParts(parseJson(response.body), parts.length) ?? [];
    outcomes.forEach((outcome, index) => {
      if (outcome.kind !== 'answer') return;
      this.buckets.answered(parts[index] ?? [], outcome.answer, leftAt);
    });
  }
}

const batchOfWrites: readonly Charge[] = [{ bucket: 'batchWrites', units: 1 }];
