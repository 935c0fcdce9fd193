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
