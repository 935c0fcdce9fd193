/**
 * Signs in with the product's own code, asks for tokens to read and to write, signs out, and writes
 * what lives on the heap before and after. Its arguments: authority, client id, and `kept` where the
 * sign-in is to be kept on disk meanwhile. It says `open <address>` where a browser is to be opened; that is answered from outside.
 */
import { readdirSync } from 'node:fs';
import { writeHeapSnapshot } from 'node:v8';
import type { KeptPlace } from '../../src-main/auth/kept-sign-ins';
import { signIn, type SignedIn } from '../../src-main/auth/token-broker';
import { fakeKeyStore } from '../fixtures/fake-key-store';
import { keptIn } from '../fixtures/kept-folder';

const [, , authority = '', clientId = '', where = ''] = process.argv;
// A package that writes files looks for the name of its own, which a bundle does not have.
Object.assign(globalThis, { __filename: 'sign-out-child' });
const kept = keptIn('.', fakeKeyStore());
if (where === 'kept') await kept.turn(true);

async function open(): Promise<SignedIn> {
  const answer = await signIn({
    ...{ authority, clientId, signal: new AbortController().signal },
    ...(where === 'kept' ? { keep: (place: KeptPlace) => kept.open(place) } : {}),
    fetch: (url, init) => fetch(url, init),
    openBrowser: (url) => {
      process.stdout.write(`open ${url}\n`);
      return Promise.resolve();
    },
    mayWrite: () => true,
    now: () => Date.now(),
  });
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}

async function useTokens(signedIn: SignedIn): Promise<void> {
  for (const kind of ['read', 'write', 'read', 'write'] as const) {
    const token = await signedIn.getToken(kind);
    if (!token.ok) throw new Error(token.failure.code);
  }
}

/** In a function of its own, so that nothing of it stays in a variable. */
async function round(): Promise<void> {
  const signedIn = await open();
  await useTokens(signedIn);
  const vaults = where === 'kept' ? readdirSync('sign-ins').length : 0;
  process.stdout.write(`vaults ${String(vaults)}\n`);
  writeHeapSnapshot('before.heapsnapshot');
  await signedIn.signOut();
  const after = await signedIn.getToken('read');
  process.stdout.write(`after ${after.ok ? 'ok' : after.failure.code}\n`);
}

await round();
// Connections of the platform's own fetch are let go, with the answers they still hold.
await new Promise((resolve) => setTimeout(resolve, 50));
writeHeapSnapshot('after.heapsnapshot');
