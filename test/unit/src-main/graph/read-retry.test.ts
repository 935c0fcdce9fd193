import { expect, it } from 'vitest';
import { scripted } from '../../../fixtures/scripted-graph';

it('a read is made again for a fault of the service, three times at most', async () => {
  const hiccup = scripted('practice', [{ status: 500 }, { status: 200 }]);
  const began = hiccup.clock.at;
  const answer = await hiccup.client.get('/v1.0/users');
  expect(answer).toMatchObject({ ok: true, value: { status: 200 } });
  expect(hiccup.clock.at - began).toBeGreaterThanOrEqual(1_000);
  const broken = scripted('practice', [{ status: 500 }]);
  const last = await broken.client.get('/v1.0/users');
  expect(last).toMatchObject({ ok: true, value: { status: 500 } });
  expect(broken.asked).toHaveLength(3);
  const write = scripted('practice', [{ status: 500 }]);
  await write.client.sendOnce('POST', '/v1.0/groups', {}, {});
  expect(write.asked).toHaveLength(1);
});
