import type { GraphClient } from './graph-client';
import { unlessCut } from './unless-cut';

/**
 * The same client, whose requests end when the signal of the moment fires, unless a read brings a
 * signal of its own. What was on its way as a write is then unknown, and settled by reading later.
 */
export function cutBy(graph: GraphClient, signal: () => AbortSignal | undefined): GraphClient {
  const own: Pick<GraphClient, 'get' | 'postReads' | 'sendOnce' | 'checkToken'> = {
    get: (url, options = {}) => graph.get(url, { ...options, signal: options.signal ?? signal() }),
    postReads: (version, body, options = {}) =>
      graph.postReads(version, body, { ...options, signal: options.signal ?? signal() }),
    sendOnce: (method, url, body, headers, mayLeave) =>
      graph.sendOnce(method, url, body, headers, mayLeave, signal()),
    checkToken: (purpose, scopes) => unlessCut(graph.checkToken(purpose, scopes), signal()),
  };
  // Everything else is the client's own, as it is then.
  return Object.assign(Object.create(graph) as GraphClient, own);
}
