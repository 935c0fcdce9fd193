import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KeyStoreBusy } from '../../../../src-main/auth/key-store';
import type { KeptSignIns } from '../../../../src-main/auth/kept-sign-ins';
import { signIn, type SignedIn, type SignInRequest } from '../../../../src-main/auth/token-broker';
import { fakeKeyStore, type FakeKeyStore } from '../../../fixtures/fake-key-store';
import { keptIn } from '../../../fixtures/kept-folder';
import { filesBelow, holdsSecret } from '../../../security/find-secrets';
import {
  clientId,
  codeOf,
  requestTo,
  startFakeAuthority,
  tenantA,
  tenantB,
  type FakeAuthority,
} from './fake-authority';

let authority: FakeAuthority;
let folder = '';
let store: FakeKeyStore;
let opened: URL[];
beforeEach(async () => {
  authority = await startFakeAuthority();
  folder = mkdtempSync(join(tmpdir(), 'causeway-kept-'));
  store = fakeKeyStore();
  opened = [];
  await keptIn(folder, store).turn(true);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await authority.close();
});

/** A sign-in in a new process of the app. */
function request(kept: KeptSignIns, changes: Partial<SignInRequest> = {}): SignInRequest {
  return requestTo(authority, {
    keep: (place) => kept.open(place),
    openBrowser: async (url) => {
      opened.push(new URL(url));
      await authority.visit(url);
    },
    ...changes,
  });
}
async function signedIn(kept = keptIn(folder, store), changes = {}): Promise<SignedIn> {
  const answer = await signIn(request(kept, changes));
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}
const vaults = (): readonly string[] => {
  try {
    return readdirSync(join(folder, 'sign-ins')).map((name) => name.replace(/^\w+/, ''));
  } catch {
    return [];
  }
};

test('the next process goes on without a browser, and asks a person before it writes', async () => {
  const first = await signedIn();
  expect(codeOf(await first.getToken('write'))).toBe('ok');
  await first.close();
  expect(opened).toHaveLength(2);
  const second = await signedIn();
  expect(opened).toHaveLength(2);
  expect([second.tenantId, second.account.upn]).toEqual([tenantA, 'operator@contoso.example']);
  expect(codeOf(await second.getToken('read'))).toBe('ok');
  expect(opened).toHaveLength(2);
  expect(codeOf(await second.getToken('write'))).toBe('ok');
  expect(opened).toHaveLength(3);
  // A browser that is still signed in may not answer for the person.
  expect(opened[2]?.searchParams.get('prompt')).toBe('login');
});

test('no token is readable on disk, and no access or ID token is there at all', async () => {
  const one = await signedIn();
  await one.getToken('write');
  await one.close();
  const found = filesBelow(folder).flatMap((file) =>
    holdsSecret(readFileSync(file, 'latin1'), authority.given),
  );
  expect(found).toEqual([]);
  expect(vaults()).toEqual(['.vault']);
  const reading = await keptIn(folder, store).open({
    ...{ origin: authority.origin, clientId, tenantId: tenantA },
  });
  const cache = reading?.reading.kind === 'opened' ? reading.reading.cache : '';
  const held = authority.given.filter((token) => cache.includes(token));
  // The newest refresh token alone: MSAL replaces the one before.
  expect(held).toHaveLength(1);
  expect(held[0]).not.toContain('.');
});

test('a first sign-in that learns its tenant only then is kept under that tenant', async () => {
  const anywhere = { authority: `${authority.origin}/organizations` };
  await (await signedIn(undefined, anywhere)).close();
  await (await signedIn()).close();
  expect(opened).toHaveLength(1);
});

test('another tenant with the same registration signs in by itself', async () => {
  await (await signedIn()).close();
  const other = await signedIn(undefined, { authority: `${authority.origin}/${tenantB}` });
  expect([opened.length, other.tenantId]).toEqual([2, tenantB]);
});

test('signing out deletes it: the next process asks in the browser, with the picker', async () => {
  await (await signedIn()).signOut();
  expect(vaults()).toEqual([]);
  await signedIn();
  expect(opened).toHaveLength(2);
  expect(opened[1]?.searchParams.get('prompt')).toBe('select_account');
});

test('switching off deletes what is kept, and a running sign-in keeps nothing more', async () => {
  const kept = keptIn(folder, store);
  const one = await signedIn(kept);
  expect(vaults()).toEqual(['.vault']);
  await kept.turn(false);
  expect(vaults()).toEqual([]);
  expect(codeOf(await one.getToken('write'))).toBe('ok');
  expect(vaults()).toEqual([]);
  expect(keptIn(folder, store).isOn).toBe(false);
});

test('a sign-in that is refused leaves nothing on disk', async () => {
  authority.tricks.tokenTenant = tenantB;
  expect(codeOf(await signIn(request(keptIn(folder, store))))).toBe('auth/tenant-mismatch');
  expect(vaults()).toEqual([]);
});

test('what has run out is renewed for the same account: its name, and no picker', async () => {
  await (await signedIn()).close();
  const expired = { error: 'invalid_grant', error_description: 'AADSTS700082: expired' };
  authority.tricks.tokenError = expired;
  const answer = signIn(
    request(keptIn(folder, store), {
      openBrowser: async (url) => {
        delete authority.tricks.tokenError;
        opened.push(new URL(url));
        await authority.visit(url);
      },
    }),
  );
  expect(codeOf(await answer)).toBe('ok');
  const asked = opened[1]?.searchParams;
  expect([asked?.get('login_hint'), asked?.get('prompt')]).toEqual([
    'operator@contoso.example',
    null,
  ]);
});

test('another account that answers for the kept one is refused, and the kept one stays', async () => {
  await (await signedIn()).close();
  authority.tricks.tokenError = { error: 'invalid_grant', error_description: 'AADSTS50173: x' };
  const answer = await signIn(
    request(keptIn(folder, store), {
      openBrowser: async (url) => {
        delete authority.tricks.tokenError;
        authority.tricks.userId = 'eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee';
        await authority.visit(url);
      },
    }),
  );
  expect(codeOf(answer)).toBe('auth/account-mismatch');
  delete authority.tricks.userId;
  opened.length = 0;
  expect((await signedIn()).account.upn).toBe('operator@contoso.example');
  expect(opened).toHaveLength(0);
});

test('a network that is down asks nobody and keeps what is kept', async () => {
  await (await signedIn()).close();
  const answer = await signIn(
    request(keptIn(folder, store), { fetch: () => Promise.reject(new Error('offline')) }),
  );
  expect(codeOf(answer)).toBe('graph/network');
  expect([opened.length, vaults()]).toEqual([1, ['.vault']]);
});

test('a busy key store means memory for this run, and the file is kept', async () => {
  await (await signedIn()).close();
  const kept = keptIn(folder, store);
  await kept.probe();
  store.tricks.busyTimes = 3;
  await (await signedIn(kept)).close();
  expect([opened.length, vaults()]).toEqual([2, ['.vault']]);
  await (await signedIn()).close();
  expect(opened).toHaveLength(2);
});

test('what cannot be opened is said, and one signs in again', async () => {
  await (await signedIn()).close();
  const kept = keptIn(folder, fakeKeyStore());
  await (await signedIn(kept)).close();
  expect([opened.length, kept.problem]).toEqual([2, 'unreadable']);
  expect([...vaults()].sort()).toEqual(['.unreadable', '.vault']);
});

test('where it cannot be switched on it stays off, and nothing is kept', async () => {
  await keptIn(folder, store).turn(false);
  const kept = keptIn(folder, fakeKeyStore({ prefix: 'v10' }));
  expect([await kept.turn(true), kept.isOn]).toEqual([false, false]);
  await (await signedIn(kept)).close();
  expect(vaults()).toEqual([]);
});

test('a disk that takes nothing does not stop the sign-in', async () => {
  const kept = keptIn(folder, store, {
    memory: {
      read: () => ({ schema: 'causeway-kept/1', isOn: true, sequences: {} }),
      write: () => {
        throw new Error('full');
      },
    },
  });
  const one = await signedIn(kept);
  expect(codeOf(await one.getToken('read'))).toBe('ok');
  // A file whose turn could not be noted would be refused anyway.
  expect(vaults()).toEqual([]);
});

test('a key store that was busy when one signed in keeps with the next token', async () => {
  let busy = 0;
  const kept = keptIn(folder, {
    ...store,
    encrypt: (text) =>
      (busy -= 1) >= 0 ? Promise.reject(new KeyStoreBusy()) : store.encrypt(text),
  });
  await kept.probe();
  busy = 3;
  const one = await signedIn(kept);
  expect(vaults()).toEqual([]);
  expect(codeOf(await one.getToken('read'))).toBe('ok');
  expect(vaults()).toEqual(['.vault']);
});
