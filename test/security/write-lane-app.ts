/**
 * A program for Electron that sends writes with the product's own transport, over the network
 * sessions of the window, to servers that break under them: `--servers=` their origins, comma
 * between. Prints one JSON line and ends.
 */
import { app, session } from 'electron';
import { writeSync } from 'node:fs';
import { sessionFetch, writeSessionFetch } from '../../src-main/app/cloud-fetch';
import { httpsTransport } from '../../src-main/graph/https-transport';
import { isWriteSentOnce } from '../../src-main/graph/write-lane-test';
import { breaks } from '../fixtures/breaking-server';

const methods = ['POST', 'PATCH', 'DELETE'] as const;

/** Every write once, over a lane of ours and over one session for reads and writes alike. */
async function tryServer(origin: string): Promise<void> {
  const reads = session.fromPartition(`reads-${origin}`);
  const writes = session.fromPartition(`writes-${origin}`);
  for (const one of [reads, writes]) one.setCertificateVerifyProc((_, done) => done(0));
  for (const lane of ['ours', 'careless'] as const) {
    const isOurs = lane === 'ours';
    const transport = httpsTransport({
      ...{ kind: 'practice', origin },
      fetch: sessionFetch(isOurs ? reads : writes),
      writeFetch: isOurs ? writeSessionFetch(writes) : sessionFetch(writes),
    });
    const read = () =>
      transport.send({ method: 'GET', url: `${origin}/v1.0/x`, headers: {}, body: null });
    for (const way of breaks.keys()) {
      for (const method of methods) {
        // Reads before it, so that there is a connection to be kept alive.
        for (let n = 0; n < 3; n += 1) {
          const answer = await read();
          if (!answer.ok) throw new Error(`${origin}: ${JSON.stringify(answer.failure)}`);
        }
        await transport.send({
          ...{ method, url: `${origin}/v1.0/${lane}?way=${String(way)}`, lane: 'write' },
          headers: method === 'DELETE' ? {} : { 'content-type': 'application/json' },
          body: method === 'DELETE' ? null : '{}',
        });
        // A second sending would have arrived before this read is answered.
        await read();
      }
    }
  }
}

async function main(): Promise<void> {
  app.enableSandbox();
  await app.whenReady();
  const reads = session.fromPartition('self-test-reads');
  const writes = session.fromPartition('self-test-writes');
  const ours = await isWriteSentOnce(sessionFetch(reads), writeSessionFetch(writes));
  const careless = await isWriteSentOnce(sessionFetch(writes), sessionFetch(writes));
  for (const origin of app.commandLine.getSwitchValue('servers').split(','))
    await tryServer(origin);
  writeSync(1, `done ${JSON.stringify({ ours, careless, electron: process.versions.electron })}\n`);
}

main().then(
  () => app.exit(0),
  (error: unknown) => {
    // At once: what is still to be written when the program ends is lost.
    writeSync(2, `${String(error)}\n`);
    app.exit(1);
  },
);
