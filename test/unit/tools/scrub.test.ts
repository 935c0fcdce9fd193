import { expect, it } from 'vitest';
import { scrubCapture } from '../../live/ask-live';

const domain = 'kestrel-bank.example';

/** A recording of a tenant with one federated domain. */
const recording = JSON.stringify({
  schema: 'causeway-capture/1',
  capturedAt: '2026-11-22T09:00:00Z',
  cloud: 'global',
  tenantId: '11111111-2222-4333-8444-555555555555',
  responses: [
    {
      ...{ method: 'GET', url: '/v1.0/domains', status: 200 },
      body: { value: [{ id: domain, authenticationType: 'Federated' }] },
    },
    {
      ...{ method: 'GET', url: `/v1.0/domains/${domain}/federationConfiguration`, status: 200 },
      body: { value: [] },
    },
  ],
});

it('takes the name of a domain out of addresses too, and calls it there as in the bodies', () => {
  const scrubbed = scrubCapture(recording);
  expect(scrubbed).not.toContain('kestrel');
  const { responses } = JSON.parse(scrubbed) as {
    responses: { url: string; body: { value: { id: string }[] } }[];
  };
  const [list, one] = responses;
  const name = list?.body.value[0]?.id ?? '';
  expect(one?.url).toBe(`/v1.0/domains/${name}/federationConfiguration`);
});
