import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeJsonFile } from '../../src-main/app/json-file';
import type { KeyStore } from '../../src-main/auth/key-store';
import type { KeptPorts } from '../../src-main/auth/kept-sign-ins';
import { signIn } from '../../src-main/auth/token-broker';
import { reached } from '../fixtures/campaign';
import { fakeKeyStore, type KeyStoreTricks } from '../fixtures/fake-key-store';
import { keptIn } from '../fixtures/kept-folder';
import {
  requestTo,
  startFakeAuthority,
  type FakeAuthority,
} from '../unit/src-main/auth/fake-authority';
import { filesBelow, holdsSecret } from './find-secrets';

interface Situation {
  readonly name: string;
  readonly verdict: string;
  /** Null: a runtime without the calls. */
  readonly tricks: KeyStoreTricks | null;
  readonly changes?: Partial<KeptPorts>;
}

/** Nine ways in which there is no real keyring, each with what the probe must call it. */
const withoutKeyring: readonly Situation[] = [
  { name: 'a runtime without the calls', verdict: 'unavailable', tricks: null },
  { name: 'a store that is off', verdict: 'unavailable', tricks: { isOff: true } },
  { name: 'a store that throws', verdict: 'unavailable', tricks: { throws: true } },
  { name: 'a store that never answers', verdict: 'unavailable', tricks: { hangs: true } },
  { name: 'basic', verdict: 'basic', tricks: {}, changes: { passwordStore: 'basic' } },
  { name: 'the key everybody has', verdict: 'noKeyring', tricks: { prefix: 'v10' } },
  { name: 'an unknown provider', verdict: 'unknownProvider', tricks: { prefix: 'v13' } },
  { name: 'a store that lies', verdict: 'roundTrip', tricks: { lies: true } },
  { name: 'a store that stays busy', verdict: 'busy', tricks: { busyTimes: 99 } },
];
const withKeyring: readonly Situation[] = [
  { name: 'a keyring', verdict: 'persist', tricks: { prefix: 'v11' } },
  { name: 'the portal', verdict: 'persist', tricks: { prefix: 'v12' } },
];

interface Found {
  readonly verdict: string;
  /** Files that hold a token as it is. */
  readonly readable: readonly string[];
  readonly vaults: readonly string[];
  /** Tokens that the vault gives back, and whether each is an access or ID token. */
  readonly kept: readonly { readonly isJwt: boolean }[];
}

/** Keeping is on from an earlier day; a sign-in, a renewal and a write; the process ends. */
async function liveThrough(
  authority: FakeAuthority,
  situation: Situation,
  folder: string,
): Promise<Found> {
  writeJsonFile(join(folder, 'kept.json'), {
    ...{ schema: 'causeway-kept/1', isOn: true, sequences: {} },
  });
  const store: KeyStore | null = situation.tricks === null ? null : fakeKeyStore(situation.tricks);
  const kept = keptIn(folder, store, situation.changes);
  const from = authority.given.length;
  const look = (): readonly string[] =>
    filesBelow(folder).filter(
      (file) => holdsSecret(readFileSync(file, 'latin1'), authority.given.slice(from)).length > 0,
    );
  const opened = await signIn(requestTo(authority, { keep: (place) => kept.open(place) }));
  if (!opened.ok) throw new Error(`${situation.name}: ${opened.failure.code}`);
  const readable = [...look()];
  for (const options of [{}, { claims: '{"access_token":{"acrs":{"value":"c1"}}}' }] as const) {
    await opened.value.getToken('read', options);
    await opened.value.getToken('write', options);
    readable.push(...look());
  }
  await opened.value.close();
  readable.push(...look());
  const again = await keptIn(folder, store, situation.changes).open({
    ...{ origin: authority.origin, clientId: requestTo(authority).clientId },
    tenantId: opened.value.tenantId,
  });
  const cache = again?.reading.kind === 'opened' ? again.reading.cache : '';
  return {
    ...{ verdict: await kept.probe(), readable },
    vaults: filesBelow(folder).filter((file) => !file.endsWith('kept.json')),
    kept: authority.given
      .slice(from)
      .filter((token) => cache.includes(token))
      .map((token) => ({ isJwt: token.includes('.') })),
  };
}

it('nothing is kept without a real keyring, and never an access token with one', async () => {
  const authority = await startFakeAuthority();
  const run = async (situation: Situation): Promise<Found> => {
    const folder = mkdtempSync(join(tmpdir(), 'causeway-rest-'));
    try {
      return await liveThrough(authority, situation, folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  for (const situation of withoutKeyring) {
    const found = await run(situation);
    expect([situation.name, found]).toEqual([
      situation.name,
      { verdict: situation.verdict, readable: [], vaults: [], kept: [] },
    ]);
  }
  for (const situation of withKeyring) {
    const found = await run(situation);
    expect([situation.name, found.verdict, found.readable]).toEqual([
      situation.name,
      'persist',
      [],
    ]);
    expect(found.vaults).toHaveLength(1);
    expect(found.kept).toEqual([{ isJwt: false }]);
  }
  const tokens = authority.given.length;
  await authority.close();
  reached(
    'P17',
    `opted in: 0 of ${String(tokens)} codes and tokens on disk in ${String(withoutKeyring.length)} ` +
      `situations without a keyring; with one a sealed refresh token alone`,
    { keyless: withoutKeyring.length },
  );
}, 60_000);
