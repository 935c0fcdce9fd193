import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signIn, type SignedIn } from '../../src-main/auth/token-broker';
import { clientId } from '../unit/src-main/auth/fake-authority';
import { lies, lyingAuthority, type LyingAuthority } from './lying-authority';

/** Sessions in a usual run, and in a long one (CAUSEWAY_LONG=1; execution.md 8, P1). */
const sessions = process.env['CAUSEWAY_LONG'] === '1' ? 5_000 : 120;
const tenants = Array.from(
  { length: 20 },
  (_, at) => `${String(at).padStart(8, '0')}-aaaa-4aaa-8aaa-111111111111`,
);
const callsOfSession = 6;
const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';

interface Tally {
  tokens: number;
  wrong: number;
  refused: number;
}

/** Every token the product hands out is compared with what it was really issued for. */
function count(tally: Tally, service: LyingAuthority, tenant: string, token: string): void {
  tally.tokens += 1;
  if (service.tenantOf(token) !== tenant) tally.wrong += 1;
}

function open(
  service: LyingAuthority,
  tenant: string,
  isNamed: boolean,
): ReturnType<typeof signIn> {
  return signIn({
    authority: `${service.origin}/${isNamed ? tenant : 'organizations'}`,
    ...{ clientId, tenantId: tenant, fetch: service.fetch, now: () => Date.now() },
    openBrowser: (url) => service.visit(url),
    signal: new AbortController().signal,
  });
}

async function useSession(
  signedIn: SignedIn,
  tally: Tally,
  service: LyingAuthority,
  kinds: readonly ('read' | 'renewed' | 'write')[],
): Promise<void> {
  for (const kind of kinds) {
    const token =
      kind === 'write'
        ? await signedIn.getToken('write')
        : await signedIn.getToken('read', kind === 'renewed' ? { claims } : {});
    if (token.ok) count(tally, service, signedIn.tenantId, token.value);
    else tally.refused += 1;
  }
  await signedIn.signOut();
}

test(`no token of another tenant in ${sessions} sessions over 20 tenants`, async () => {
  const tally: Tally = { tokens: 0, wrong: 0, refused: 0 };
  let lied = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        tenant: fc.nat(tenants.length - 1),
        home: fc.nat(tenants.length - 1),
        isNamed: fc.boolean(),
        kinds: fc.array(fc.constantFrom('read', 'renewed', 'write'), { maxLength: callsOfSession }),
        // Half of the answers are honest, or hardly a session would get beyond its first token.
        lies: fc.array(fc.tuple(fc.boolean(), fc.constantFrom(...lies)), { maxLength: 12 }),
        others: fc.array(fc.nat(tenants.length - 2), { minLength: 1, maxLength: 12 }),
      }),
      async (session) => {
        const answers = session.lies.map(([isLie, lie]) => (isLie ? lie : 'none'));
        let asked = 0;
        const service = lyingAuthority({
          tenants,
          homeTenant: tenants[session.home] ?? '',
          nextLie: () => {
            const lie = answers[asked % Math.max(1, answers.length)] ?? 'none';
            asked += 1;
            if (lie !== 'none') lied += 1;
            return lie;
          },
          pick: (below) => (session.others[asked % session.others.length] ?? 0) % below,
        });
        const tenant = tenants[session.tenant] ?? '';
        const signedIn = await open(service, tenant, session.isNamed);
        if (!signedIn.ok) {
          tally.refused += 1;
          return;
        }
        await useSession(signedIn.value, tally, service, session.kinds);
      },
    ),
    { numRuns: sessions },
  );
  // Enough was handed out, refused and lied about for the nought to mean something.
  expect(tally.tokens).toBeGreaterThan(sessions / 2);
  expect(tally.refused).toBeGreaterThan(sessions / 10);
  expect(lied).toBeGreaterThan(sessions / 2);
  expect(tally.wrong).toBe(0);
}, 3_600_000);
