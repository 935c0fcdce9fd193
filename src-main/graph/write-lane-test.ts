import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fetch } from './fetch';

/**
 * Proves that this runtime's network stack sends a write once (G14): a loopback server answers a
 * read, then drops the write that follows without a reply, and must have counted one arrival.
 * Some stacks quietly send again on a kept-alive connection (execution.md 6.2).
 */
export async function isWriteSentOnce(fetch: Fetch, writeFetch: Fetch): Promise<boolean> {
  let arrivals = 0;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.end('{}');
      return;
    }
    arrivals += 1;
    request.resume();
    request.on('end', () => request.socket.destroy());
  });
  server.keepAliveTimeout = 5_000;
  try {
    await listen(server);
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const method of ['POST', 'PATCH', 'DELETE'] as const) {
      arrivals = 0;
      await (await fetch(`${origin}/read`)).text();
      const failed = await writeFetch(`${origin}/write`, {
        method,
        headers: { connection: 'close', 'content-type': 'application/json' },
        body: method === 'DELETE' ? null : '{}',
        redirect: 'error',
      }).then(
        () => false,
        () => true,
      );
      // A second sending would have arrived before this read is answered.
      await (await fetch(`${origin}/read`)).text();
      if (!failed || arrivals !== 1) return false;
    }
    return true;
  } catch {
    return false;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
}
