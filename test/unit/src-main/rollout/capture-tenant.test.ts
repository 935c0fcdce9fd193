import { expect, it } from 'vitest';
import { captureTenant } from '../../../../src-main/rollout/capture-tenant';
import { goOn, openPractice } from '../../../fixtures/open-practice';

it('ends a capture that would be too long to be opened again, and reads no further', async () => {
  const practice = await openPractice('S02');
  const options = { signal: goOn.signal, onProgress: () => undefined };
  const before = practice.source.graph.stats.roundTrips;
  expect((await captureTenant(practice.source, options)).ok).toBe(true);
  const ofAll = practice.source.graph.stats.roundTrips - before;
  const refused = await captureTenant(practice.source, { ...options, maxBytes: 1_000 });
  expect(refused).toMatchObject({ failure: { code: 'file/too-large' } });
  expect(practice.source.graph.stats.roundTrips - before - ofAll).toBeLessThan(ofAll / 2);
  await practice.close();
});

it('takes a file of just the longest length, and none a byte longer', async () => {
  const practice = await openPractice('S02');
  const take = async (maxBytes?: number) =>
    captureTenant(practice.source, {
      signal: goOn.signal,
      onProgress: () => undefined,
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
  const free = await take();
  if (!free.ok) throw new Error(free.failure.code);
  const length = Buffer.byteLength(free.value);
  expect(await take(length)).toMatchObject({ ok: true });
  expect(await take(length - 1)).toMatchObject({ failure: { code: 'file/too-large' } });
  await practice.close();
});
