import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { readBatch } from '../../../../src-main/graph/batch';
import { matchParts } from '../../../../src-main/graph/batch-parts';
import { createGraphClient } from '../../../../src-main/graph/graph-client';
import { tickingClock } from '../../../fixtures/scripted-graph';

describe('batches', () => {
  const answer = (id: unknown, status: unknown = 200) => ({ id, status, body: { id } }) as never;

  it('matches by id in any order', () => {
    const parts = matchParts({ responses: [answer('3'), answer('1'), answer('2')] }, 3);
    expect(parts?.map((part) => (part.kind === 'answer' ? part.answer.json : null))).toEqual([
      { id: '1' },
      { id: '2' },
      { id: '3' },
    ]);
  });

  it.each([
    ['an id that was not asked', [answer('4')]],
    ['an id twice', [answer('1'), answer('1')]],
    ['an id that is a number', [answer(1)]],
    ['a status that is none', [answer('1', '200')]],
    ['no list', null],
  ])('doubts the whole lot for %s', (_, responses) => {
    expect(matchParts(responses === null ? {} : { responses }, 3)).toBeNull();
  });

  it('gives everybody their own answer, in 2,000 shuffled, lost and throttled batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
        async (count, luck) => {
          const urls = Array.from({ length: count }, (_, n) => `/users/${n}`);
          const clock = tickingClock();
          const troubles = new Map<string, number>();
          const notBefore = new Map<string, number>();
          const early: string[] = [];
          const roll = (): number => {
            const drawn = luck.next();
            return drawn.done === true ? 9 : drawn.value;
          };
          const client = createGraphClient({
            transport: {
              kind: 'practice',
              origin: 'https://graph.microsoft.com',
              canWrite: false,
              send: (request) => {
                const { requests } = JSON.parse(request.body ?? '') as {
                  requests: { id: string; url: string }[];
                };
                const responses = requests
                  .flatMap((one): readonly object[] => {
                    if (clock.at < (notBefore.get(one.url) ?? 0)) early.push(one.url);
                    // Five tries in a row that bring nothing end it: no part has that many.
                    const before = troubles.get(one.url) ?? 0;
                    const kind = before === 4 ? 9 : roll();
                    if (kind < 2) troubles.set(one.url, before + 1);
                    if (kind === 0) return [];
                    if (kind === 1) {
                      const seconds = 1 + 20 * roll();
                      notBefore.set(one.url, clock.at + seconds * 1000);
                      const headers = { 'Retry-After': String(seconds) };
                      const status = roll() < 5 ? 429 : 503;
                      return [{ id: one.id, status, headers, body: null }];
                    }
                    return [{ id: one.id, status: 200, body: { url: one.url } }];
                  })
                  .sort(() => roll() - 5);
                return Promise.resolve(
                  ok({ status: 200, headers: {}, body: JSON.stringify({ responses }) }),
                );
              },
            },
            getToken: null,
            clock: () => clock,
          });
          const got = await readBatch(client, 'v1.0', urls);
          if (got.kind !== 'parts') throw new Error(got.kind);
          expect(got.parts).toHaveLength(count);
          got.parts.forEach((part, n) => {
            expect(part.kind === 'answer' && part.answer).toMatchObject({
              ...{ status: 200, json: { url: `/users/${n}` } },
            });
          });
          expect(early).toEqual([]);
        },
      ),
      { numRuns: 2_000, seed: Number(process.env['CAUSEWAY_SEED'] ?? 1) },
    );
  });
});
