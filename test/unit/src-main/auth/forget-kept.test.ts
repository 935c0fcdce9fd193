import { PublicClientApplication } from '@azure/msal-node';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptFiles } from '../../../../src-main/app/kept-files';
import { signIn, type SignedIn } from '../../../../src-main/auth/token-broker';
import { fakeKeyStore, type FakeKeyStore } from '../../../fixtures/fake-key-store';
import { keptIn } from '../../../fixtures/kept-folder';
import { clientId, codeOf, requestTo, startFakeAuthority, tenantA } from './fake-authority';
import type { FakeAuthority } from './fake-authority';

let authority: FakeAuthority;
let folder = '';
let store: FakeKeyStore;
let opened: string[];
beforeEach(async () => {
  authority = await startFakeAuthority();
  folder = mkdtempSync(join(tmpdir(), 'causeway-forget-'));
  [store, opened] = [fakeKeyStore(), []];
  await keptIn(folder, store).turn(true);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await authority.close();
});

/** A sign-in in a new process of the app. */
async function signedIn(kept = keptIn(folder, store)): Promise<SignedIn> {
  const openBrowser = async (url: string): Promise<void> => {
    opened.push(url);
    await authority.visit(url);
  };
  const answer = await signIn(
    requestTo(authority, { keep: (place) => kept.open(place), openBrowser }),
  );
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}

/** Every vault there is, to put back after it was deleted. */
function backUp(): () => void {
  const copy = join(folder, 'copy');
  cpSync(join(folder, 'sign-ins'), copy, { recursive: true });
  return () => cpSync(copy, join(folder, 'sign-ins'), { recursive: true });
}
test.each<[string, (one: SignedIn) => Promise<void>]>([
  ['in the run that signed in', (one) => one.signOut()],
  [
    'in a later run, and nobody has gone on with it',
    async (one) => {
      await one.close();
      keptIn(folder, store).forget({ origin: authority.origin, clientId, tenantId: tenantA });
    },
  ],
])('a vault put back after signing out %s does not sign in', async (_name, end) => {
  const one = await signedIn();
  const putBack = backUp();
  await end(one);
  putBack();
  const kept = keptIn(folder, store);
  await signedIn(kept);
  expect([opened.length, kept.problem]).toEqual([2, 'rolledBack']);
});

test('a vault put back after switching off and on does not sign in, nor after a new one', async () => {
  await (await signedIn()).close();
  const putBack = backUp();
  const kept = keptIn(folder, store);
  await kept.turn(false);
  await kept.turn(true);
  await (await signedIn()).close();
  expect(opened).toHaveLength(2);
  putBack();
  const later = keptIn(folder, store);
  await signedIn(later);
  expect([opened.length, later.problem]).toEqual([3, 'rolledBack']);
});

test.each([
  ['lost', () => rmSync(join(folder, 'kept.json'))],
  ['broken', () => writeFileSync(join(folder, 'kept.json'), '{"isOn":')],
])('where the switch is %s it shows off, and nothing is kept any more', async (_name, change) => {
  await (await signedIn()).close();
  writeFileSync(join(folder, 'sign-ins', 'other.vault.123'), 'interrupted');
  change();
  expect(keptIn(folder, store).isOn).toBe(false);
  expect(readdirSync(join(folder, 'sign-ins'))).toEqual([]);
});

test('a vault of before the switch was lost is not believed, whatever its turn', async () => {
  for (let n = 0; n < 3; n += 1) await (await signedIn()).close();
  const putBack = backUp();
  rmSync(join(folder, 'kept.json'));
  expect(await keptIn(folder, store).turn(true)).toBe(true);
  opened.length = 0;
  await (await signedIn()).close();
  expect(opened).toHaveLength(1);
  putBack();
  const later = keptIn(folder, store);
  await signedIn(later);
  // Somebody is asked: its turn is later than any of the new memory, and that counts for nothing.
  expect([opened.length, later.problem]).toEqual([2, 'unreadable']);
});

test('a vault that cannot be deleted is said, and memory is emptied all the same', async () => {
  const files = keptFiles(join(folder, 'sign-ins'));
  const remove = (): void => {
    throw new Error('busy');
  };
  const emptied = vi.spyOn(PublicClientApplication.prototype, 'clearCache');
  const one = await signedIn(keptIn(folder, store, { files: { ...files, remove } }));
  await expect(one.signOut()).rejects.toThrow('busy');
  expect(emptied).toHaveBeenCalledTimes(1);
  emptied.mockRestore();
  expect(codeOf(await one.getToken('read'))).toBe('auth/signed-out');
});

test('signing out of what was never kept writes nothing', () => {
  rmSync(join(folder, 'kept.json'));
  keptIn(folder, store).forget({ origin: authority.origin, clientId, tenantId: tenantA });
  expect(readdirSync(folder)).toEqual([]);
});
