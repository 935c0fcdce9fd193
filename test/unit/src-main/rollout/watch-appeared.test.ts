import { expect, it } from 'vitest';
import { whyOpen } from '../../../../src-main/rollout/unread-since';
import { watchOff } from '../../../../src-main/rollout/watch-appeared';
import { aPolicy } from '../../../fixtures/graph-objects';
import { asListed } from '../../../fixtures/plant-workspace';
import { scripted } from '../../../fixtures/scripted-graph';

const listed = (...rows: readonly unknown[]) => ({
  ...{ status: 200, body: JSON.stringify({ value: rows }) },
});
const off = listed(asListed(aPolicy('p1', { state: 'disabled' })));
const on = listed(asListed(aPolicy('p1')));
const refused = { status: 403, body: '{"error":{"code":"Authorization_RequestDenied"}}' };

/** One answer after the other; the last one stays. */
async function watch(...answers: readonly Parameters<typeof scripted>[1][number][]) {
  const { client, clock, asked } = scripted('practice', answers);
  const run = { signal: new AbortController().signal, onEvent: () => undefined };
  const seen = await watchOff({ graph: client, clock }, run, 's05', ['p1']);
  return { seen, asked: asked.length };
}

it('takes a policy as off after three lists in a row', async () => {
  expect(await watch(off)).toEqual({ seen: { kind: 'off' }, asked: 3 });
  expect(await watch(off, on, off)).toEqual({ seen: { kind: 'off' }, asked: 5 });
});

it('says that lists did not agree where they were read', async () => {
  const { seen, asked } = await watch(on);
  expect([seen, asked]).toEqual([{ kind: 'unsure', unread: null }, 6]);
  expect(whyOpen(null)).toEqual({ why: 'disagree' });
  // What was refused for a while and read again at the end was read.
  expect((await watch(refused, refused, refused, on)).seen).toEqual({
    ...{ kind: 'unsure', unread: null },
  });
});

it.each([
  ['refused', refused, { read: 'refused', code: '403 Authorization_RequestDenied' }],
  ['not to be understood', listed({ state: 'enabled' }), { read: 'refused', code: '' }],
])('says that lists were not read where they were %s', async (_, answer, told) => {
  const { seen } = await watch(off, off, answer);
  if (seen.kind !== 'unsure') throw new Error('taken as off');
  expect(whyOpen(seen.unread)).toEqual({ why: 'unread', ...told });
});
