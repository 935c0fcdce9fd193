import { describe, expect, it } from 'vitest';
import { judgeToken } from '../../src-main/auth/accept-token';
import { campaignSeed, pick, randomOf } from '../fixtures/campaign';

const sessions = 5_000;
const tenants = Array.from(
  { length: 20 },
  (_, n) => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
);
const clientId = '20000000-0000-4000-8000-000000000000';
const audience = 'https://graph.microsoft.com';

function tokenOf(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.sig`;
}

describe('the verdict on a token of one tenant', { timeout: 120_000 }, () => {
  it('is that it is of no use on another, whatever the library hands out', () => {
    const random = randomOf(campaignSeed);
    let accepted = 0;
    let refused = 0;
    for (let session = 0; session < sessions; session += 1) {
      const isHonest = random() < 0.3;
      for (const asked of tenants) {
        // A cache that mixes tenants up: result, ID token and access token may each be another's.
        const other = (): string => (random() < 0.7 ? asked : pick(random, tenants));
        const result = isHonest ? asked : other();
        const idToken = isHonest ? asked : random() < 0.05 ? undefined : other();
        const tid = isHonest ? asked : other();
        const isOpaque = random() < 0.1;
        const token = isOpaque ? 'opaque' : tokenOf({ tid, appid: clientId, aud: audience });
        const verdict = judgeToken(
          {
            ...{ accessToken: token, tenantId: result, idTokenTenantId: idToken },
            ...{ homeAccountId: 'home', scopes: ['User.Read.All'] },
          },
          {
            ...{ tenantId: asked, homeAccountId: 'home', clientId },
            ...{ scopes: ['User.Read.All'], audiences: [audience] },
          },
        );
        const isOwn = result === asked && idToken === asked && (isOpaque || tid === asked);
        if (verdict.kind === 'accepted') accepted += 1;
        else refused += 1;
        if ((verdict.kind === 'accepted') !== isOwn) {
          expect([session, asked, result, idToken, tid, verdict.kind]).toEqual(['an own token']);
        }
      }
    }
    expect(accepted).toBeGreaterThan(sessions);
    expect(refused).toBeGreaterThan(sessions);
  });
});
