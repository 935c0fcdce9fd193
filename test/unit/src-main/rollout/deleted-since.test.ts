import { expect, it } from 'vitest';
import type { Step } from '../../../../shared/plan/step';
import type { Engine } from '../../../../src-main/rollout/engine';
import { lookDeleted } from '../../../../src-main/rollout/look-deleted';

const sentAt = '2026-11-29T12:00:00.900Z';
const step = {
  ...{ id: 's01', kind: 'ca.create' },
  planned: { displayName: 'Causeway: cw-1' },
} as unknown as Step;
const row = (deletedDateTime: string | null, id = 'A1', displayName = 'Causeway: cw-1') => ({
  ...{ id, displayName, deletedDateTime },
});

/** What is found among these deleted policies; `sent`: when the create left, each time. */
async function found(rows: readonly object[], sent: readonly string[] = [sentAt]) {
  const answer = { status: 200, headers: {}, json: { value: rows }, text: '' };
  const engine = {
    graph: { get: () => Promise.resolve({ ok: true, value: answer }) },
    log: { ofStep: () => sent.map((at) => ({ type: 'sent', at })) },
  } as unknown as Engine;
  const looked = await lookDeleted(engine, step);
  return looked.ok ? looked.value : looked.failure;
}

it('what was deleted after the create was sent is ours', async () => {
  const ours = { kind: 'found', objectId: 'a1' };
  expect(await found([row('2026-11-29T12:00:30Z')])).toEqual(ours);
  // Dates of answers are whole seconds, and no two clocks agree.
  expect(await found([row('2026-11-29T12:00:00Z')])).toEqual(ours);
  const old = row('2026-11-01T08:00:00Z', 'B2');
  expect(await found([old, row('2026-11-29T12:00:30Z')])).toEqual(ours);
});

it('what was deleted before is an earlier rollout’s', async () => {
  const none = { kind: 'none' };
  expect(await found([row('2026-11-29T11:59:50Z')])).toEqual(none);
  expect(await found([row('2026-11-29T12:00:30Z', 'A1', 'cw-2')])).toEqual(none);
  // So is what an earlier create of ours made, before a person had it sent again.
  const again = [sentAt, '2026-11-29T13:00:00Z'];
  expect(await found([row('2026-11-29T12:00:30Z')], again)).toEqual(none);
});

it('what does not tell when is not known', async () => {
  for (const at of [null, 'soon']) expect(await found([row(at)])).toEqual({ kind: 'unread' });
  expect(await found([row('2026-11-29T12:00:30Z')], [])).toEqual({ kind: 'unread' });
});
