import type { Session } from 'electron';
import type { Fetch } from '../graph/fetch';

type NetSession = Pick<Session, 'fetch' | 'closeAllConnections'>;

/** Requests over a network session of the runtime: the system's proxy and certificates. */
export function sessionFetch(session: Pick<Session, 'fetch'>): Fetch {
  return (input, init) =>
    session.fetch(
      typeof input === 'string' ? input : 'url' in input ? input.url : input.href,
      init,
    );
}

/**
 * The same for writes, over a session that nothing else uses.
 * SECURITY: the runtime's network stack sends a request again when a connection it kept alive ends
 * before an answer, over HTTP/1.1 and HTTP/2 alike, and after a 408. On a new connection it does
 * not, so every connection of the session is closed first (execution.md 6.2).
 */
export function writeSessionFetch(session: NetSession): Fetch {
  const send = sessionFetch(session);
  return async (input, init) => {
    await session.closeAllConnections();
    return send(input, init);
  };
}
