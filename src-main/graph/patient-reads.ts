import { failure, type Failure } from '../../shared/diagnostic';
import { err, type Result } from '../../shared/result';
import type { GraphClient } from './graph-client';
import { reads } from './reads';

/** What is known of this computer's network. */
export interface NetworkWatch {
  /** False: there is none at all. True says little: Microsoft may be out of reach all the same. */
  isOnline(): boolean;
  /** Told how many reads wait for the network, whenever that changes. */
  waiting(count: number): void;
}

const lookMs = 2_000;
const pauseMs = 30_000;
/** What is lost so often while others are answered is left unread, and the tour goes on. */
const mostAlone = 3;
/** As long as an interrupted tour may be gone on with: after that half of it is another day's. */
const longestMs = 60 * 60_000;

/**
 * The same client, whose reads wait where the network is gone and go on once it is back, for an hour
 * at most. Only for reading a tenant: a rollout does not wait, it stops at its guards, since what
 * they have seen would be old by then (execution.md 3.1).
 */
export function patientReads(graph: GraphClient, network: NetworkWatch): GraphClient {
  let waiting = 0;
  let lostAt: number | null = null;

  async function patiently<T>(
    ask: () => Promise<Result<T, Failure>>,
    signal: AbortSignal | undefined,
  ): Promise<Result<T, Failure>> {
    for (let alone = 0; ;) {
      const answer = await ask();
      if (answer.ok || answer.failure.code !== 'graph/network') {
        lostAt = null;
        return answer;
      }
      if (network.isOnline() && (await isMicrosoftThere(signal))) {
        lostAt = null;
        alone += 1;
        if (alone === mostAlone) return answer;
      }
      lostAt ??= graph.clock.now();
      if (graph.clock.now() - lostAt >= longestMs) return answer;
      network.waiting((waiting += 1));
      try {
        // Where it seems to be there, nothing tells when Microsoft can be reached again.
        if (network.isOnline()) await graph.clock.sleep(pauseMs, signal);
        else await untilOnline(signal);
      } catch {
        return err(failure('step/cancelled', {}));
      } finally {
        network.waiting((waiting -= 1));
      }
    }
  }

  /** Whether the network carries anything: one address alone may be shut, by a proxy say. */
  async function isMicrosoftThere(signal: AbortSignal | undefined): Promise<boolean> {
    const answer = await graph.get(reads.organization.url, signal === undefined ? {} : { signal });
    return answer.ok;
  }

  async function untilOnline(signal: AbortSignal | undefined): Promise<void> {
    const until = graph.clock.now() + longestMs;
    while (!network.isOnline() && graph.clock.now() < until) {
      await graph.clock.sleep(lookMs, signal);
    }
  }

  const own: Pick<GraphClient, 'get' | 'postReads'> = {
    get: (url, options = {}) => patiently(() => graph.get(url, options), options.signal),
    postReads: (version, body, options = {}) =>
      patiently(() => graph.postReads(version, body, options), options.signal),
  };
  // Everything else is the client's own, as it is then.
  return Object.assign(Object.create(graph) as GraphClient, own);
}
