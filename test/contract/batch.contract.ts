import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../shared/json';
import type { PlannedRequest } from '../../shared/plan/step-requests';
import { ok } from '../../shared/result';
import { createGraphClient } from '../../src-main/graph/graph-client';
import { sendWriteBatch } from '../../src-main/graph/writes';
import { campaignSeed, pick, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { tickingClock } from '../fixtures/scripted-graph';

const batches = sizeOf(1_000, 5_000);
const states = ['disabled', 'enabled', 'enforced'] as const;
const guid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const disturbances = [
  'none',
  'shuffled',
  'lost',
  'doubled',
  'swapped',
  'throttled',
  'unasked',
  'numberId',
] as const;

interface Part extends JsonObject {
  readonly id: string | number;
  readonly status: number;
  readonly headers: JsonObject;
  readonly body: JsonObject;
}

describe('the answers of a batch of writes', { timeout: 120_000 }, () => {
  it('never tell of one person what became of another', async () => {
    const random = randomOf(campaignSeed);
    const seen = new Map<string, number>();
    /** What the service did: user id → the state it wrote; absent where it wrote nothing. */
    let written = new Map<string, string>();
    let disturb: (parts: Part[]) => readonly Part[] = (parts) => parts;
    const client = createGraphClient({
      getToken: null,
      clock: tickingClock,
      transport: {
        kind: 'practice',
        origin: 'https://graph.microsoft.com',
        canWrite: true,
        send: ({ body }) => {
          const { requests } = JSON.parse(body ?? '{}') as { requests: (Part & { url: string })[] };
          const parts = requests.map((part): Part => {
            const userId = part.url.split('/')[2] ?? '';
            const state = part.body['perUserMfaState'] as string;
            const roll = random();
            if (roll < 0.1) {
              const error = { error: { code: 'TooManyRequests' } };
              return { id: part.id, status: 429, headers: { 'Retry-After': '2' }, body: error };
            }
            if (roll < 0.15) {
              const error = { error: { code: 'Authorization_RequestDenied' } };
              return { id: part.id, status: 403, headers: {}, body: error };
            }
            written.set(userId, state);
            return { id: part.id, status: 200, headers: {}, body: { userId, state } };
          });
          const responses = disturb(parts);
          return Promise.resolve(
            ok({ status: 200, headers: {}, body: JSON.stringify({ responses }) }),
          );
        },
      },
    });
    for (let n = 0; n < batches; n += 1) {
      const count = 1 + Math.floor(random() * 20);
      const people = Array.from({ length: count }, (_, index) => guid(n * 20 + index));
      const requests = people.map((userId): PlannedRequest => {
        const body: Json = { perUserMfaState: pick(random, states) };
        const path = `/users/${userId}/authentication/requirements`;
        return { method: 'PATCH', version: 'beta', path, body, itemIds: [userId] };
      });
      const kind = pick(random, disturbances);
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      written = new Map();
      disturb = disturbance(kind, random, count);
      const outcome = await sendWriteBatch(client, requests, `request-${n}`, () => true);
      const isInDoubt = kind === 'doubled' || kind === 'unasked' || kind === 'numberId';
      expect([kind, outcome.kind]).toEqual([kind, isInDoubt ? 'unknown' : 'parts']);
      if (outcome.kind !== 'parts') continue;
      expect(outcome.parts).toHaveLength(count);
      for (const [index, part] of outcome.parts.entries()) {
        const userId = people[index] ?? '';
        if (part.kind === 'missing') {
          expect(kind).toBe('lost');
          continue;
        }
        // Whoever is told 200 was written, with the state that was asked for that very person.
        const isDone = part.answer.status === 200;
        expect([kind, index, isDone]).toEqual([kind, index, written.has(userId)]);
        if (isDone) expect(part.answer.json).toMatchObject({ userId, state: written.get(userId) });
        if (isDone) expect(written.get(userId)).toBe(requests[index]?.body?.['perUserMfaState']);
      }
    }
    expect([...seen.keys()].sort()).toEqual([...disturbances].sort());
    reached('P10', `0 of ${batches} batches, ${disturbances.length} disturbances`, { batches });
  });
});

function disturbance(
  kind: (typeof disturbances)[number],
  random: () => number,
  count: number,
): (parts: Part[]) => readonly Part[] {
  const place = (): number => Math.floor(random() * count);
  switch (kind) {
    case 'none':
    case 'throttled':
      return (parts) => parts;
    case 'shuffled':
      return (parts) => [...parts].sort(() => random() - 0.5);
    case 'swapped':
      return (parts) => [...parts].reverse();
    case 'lost':
      return (parts) => parts.filter((_, index) => index !== Math.floor(count / 2));
    case 'doubled':
      return (parts) => [...parts, ...parts.slice(place()).slice(0, 1)];
    case 'unasked':
      return (parts) => [...parts, { ...parts[0], id: String(count + 1) } as Part];
    case 'numberId':
      return (parts) => parts.map((part, index) => (index === 0 ? { ...part, id: 1 } : part));
  }
}
