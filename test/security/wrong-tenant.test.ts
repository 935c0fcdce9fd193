import { expect, test, vi } from 'vitest';
import { signIn, type SignedIn } from '../../src-main/auth/token-broker';
import { campaignSeed, pick, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { clientId } from '../unit/src-main/auth/fake-authority';
import { lies, lyingAuthority, type LyingAuthority } from './lying-authority';

const sessions = sizeOf(120, 5_000);
const tenants = Array.from(
  { length: 20 },
  (_, at) => `${String(at).padStart(8, '0')}-aaaa-4aaa-8aaa-111111111111`,
);
const calls = ['read', 'renewed', 'write'] as const;
const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
const random = randomOf(campaignSeed);
const tally = { tokens: 0, wrong: 0, refused: 0, lied: 0 };
const asked = new Set<string>();

/** Half of the answers are honest, or hardly a session would get beyond its first token. */
function serviceOf(): LyingAuthority {
  return lyingAuthority({
    tenants,
    homeTenant: pick(random, tenants),
    nextLie: () => {
      const lie = random() < 0.5 ? 'none' : pick(random, lies);
      if (lie !== 'none') tally.lied += 1;
      return lie;
    },
    pick: (below) => Math.floor(random() * below),
  });
}

/** Every token the product hands out is compared with what it was really issued for. */
async function useSession(
  service: LyingAuthority,
  tenant: string,
  signedIn: SignedIn,
): Promise<void> {
  for (let left = Math.floor(random() * 7); left > 0; left -= 1) {
    const call = pick(random, calls);
    const token =
      call === 'write'
        ? await signedIn.getToken('write')
        : await signedIn.getToken('read', call === 'renewed' ? { claims } : {});
    if (!token.ok) tally.refused += 1;
    else {
      tally.tokens += 1;
      if (service.tenantOf(token.value) !== tenant) tally.wrong += 1;
    }
  }
  await signedIn.signOut();
}

async function session(tenant: string): Promise<void> {
  const service = serviceOf();
  asked.add(tenant);
  const signedIn = await signIn({
    authority: `${service.origin}/${random() < 0.5 ? tenant : 'organizations'}`,
    ...{ clientId, tenantId: tenant, fetch: service.fetch, now: () => Date.now() },
    openBrowser: (url) => service.visit(url),
    signal: new AbortController().signal,
    mayWrite: () => true,
  });
  if (signedIn.ok) await useSession(service, tenant, signedIn.value);
  else tally.refused += 1;
}

test('no token of another tenant comes out of a sign-in, whatever the service answers', async () => {
  // MSAL looks every 100 ms whether its listener is up: most of what a session would take.
  const { setInterval: every } = globalThis;
  vi.stubGlobal('setInterval', (look: () => void, ms: number) => every(look, ms === 100 ? 2 : ms));
  for (let at = 0; at < sessions; at += 1) await session(tenants[at % tenants.length] ?? '');
  expect(tally.wrong).toBe(0);
  // Enough was handed out, refused and lied about for the nought to mean something.
  expect(tally.tokens).toBeGreaterThan(sessions / 2);
  expect(tally.refused).toBeGreaterThan(sessions / 10);
  expect(tally.lied).toBeGreaterThan(sessions / 2);
  reached(
    'P1',
    `0 of ${tally.tokens} tokens in ${sessions} sessions × ${asked.size} tenants; ` +
      `${tally.lied} lies, ${tally.refused} refused`,
    { sessions, tenants: asked.size },
  );
}, 1_800_000);
