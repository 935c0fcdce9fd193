import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { parseFormDraft } from '../../../../shared/wizard/form-drafts';
import { createDraftHandlers } from '../../../../src-main/ipc/draft-handlers';
import { openTenantStore, type TenantStore } from '../../../../src-main/store/open-store';
import type { Host } from '../../../../src-main/workspace/host';

const clock = { now: () => Date.parse('2026-11-22T12:00:00Z') };
const context = { windowId: 1, leave: undefined };
let folder = '';
let store: TenantStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-drafts-'));
  const opened = openTenantStore(folder, { mode: 'write', clock });
  if (!opened.ok) throw new Error(opened.failure.code);
  store = opened.value;
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

it('keeps what was typed in each form of the plan it was typed beside, and in no other', async () => {
  const host = { opened: () => ok({ store, meta: { id: 'second' } }) } as unknown as Host;
  const handlers = createDraftHandlers(host);
  const keep = (workspaceId: string, place: string, text: string | null) =>
    handlers['drafts.keep']({ workspaceId, place, text }, context);
  const get = async (place: string) => {
    const answer = await handlers['drafts.get']({ place }, context);
    return answer.ok ? answer.value.text : answer.failure.code;
  };
  expect(await keep('first', 'evidence:s1', '"Ticket 1"')).toMatchObject({
    failure: { code: 'store/not-found' },
  });
  expect(await get('evidence:s1')).toBeNull();
  await keep('second', 'evidence:s1', '"Ticket 1"');
  await keep('second', 'evidence:s2', '"Ticket 2"');
  expect(await get('evidence:s1')).toBe('"Ticket 1"');
  await keep('second', 'evidence:s1', null);
  expect(await get('evidence:s1')).toBeNull();
  expect(await get('evidence:s2')).toBe('"Ticket 2"');
});

it('takes up only what the form can show', () => {
  expect(parseFormDraft('text', '"Ticket"')).toBe('Ticket');
  expect(parseFormDraft('text', null)).toBeNull();
  expect(parseFormDraft('text', '{"half')).toBeNull();
  expect(parseFormDraft('choice', '"Ticket"')).toBeNull();
  const choice = { reason: 'r', picked: { a: 'on' } };
  expect(parseFormDraft('choice', JSON.stringify(choice))).toEqual(choice);
  expect(parseFormDraft('ringLayout', JSON.stringify({ value: 'newer', rules: [] }))).toBeNull();
});
