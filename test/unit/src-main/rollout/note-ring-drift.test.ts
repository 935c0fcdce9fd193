import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../../../shared/json';
import { ringDriftIn } from '../../../../shared/journal/ring-drift-note';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
import type { Plan } from '../../../../shared/plan/plan';
import { noChoices, type Choices } from '../../../../shared/tenant/choice';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import {
  act,
  approveTest,
  driveRollout,
  openTestRollout,
  planPractice,
} from '../../../fixtures/run-rollout';

let practice: OpenPractice;
let rollout: Rollout;
afterEach(async () => {
  rollout.close();
  await practice.close();
});

async function outside(method: string, path: string, body?: JsonObject): Promise<void> {
  const done = await fetch(`${practice.tenant.graphUrl}/_practice/external`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ method, path, ...(body === undefined ? {} : { body }) }),
  });
  if (!done.ok) throw new Error(`${path}: ${done.status} ${await done.text()}`);
}
const notesOf = (entries: readonly JournalEntry[]) =>
  entries.filter(({ body }) => body['what'] === 'ringDrift');
const entriesOf = (): readonly JournalEntry[] => rollout.entries(0, 5_000);

async function groupNamed(name: string): Promise<string> {
  const state = await act(practice.source, 'state');
  const groups = isJsonObject(state) ? (state['groups'] as readonly Json[]) : [];
  const found = groups.find((one) => isJsonObject(one) && one['displayName'] === name);
  return isJsonObject(found) && typeof found['id'] === 'string' ? found['id'] : '';
}

const signed = { reason: 'first', by: 'test', at: '2026-11-01T00:00:00Z' };
const byGroup: Choices = {
  ...noChoices,
  rings: {
    value: 'rules',
    rules: [{ name: 'Pilot', accounts: [{ group: 'Pilot' }] }],
    ...signed,
  },
};

/** A plan whose first ring after the administrators is a group; three people, the last not in it. */
async function openByGroup(): Promise<{ plan: Plan; ids: readonly string[]; members: string }> {
  practice = await openPractice('S02', { lagMs: 0 });
  const people = await planPractice(practice, 'S02');
  const ids = people.rings
    .slice(1)
    .flatMap((ring) => ring.members)
    .slice(0, 3);
  // A group that nothing but the rule names.
  await outside('POST', '/v1.0/groups', {
    ...{ displayName: 'Pilot', mailNickname: 'pilot' },
    ...{ mailEnabled: false, securityEnabled: true },
  });
  const members = `/v1.0/groups/${await groupNamed('Pilot')}/members`;
  for (const id of ids.slice(0, 2)) await join(members, id);
  practice.store.choices.save(byGroup);
  const plan = await planPractice(practice, 'S02', byGroup);
  // The folder of a command line holds a plan and no choices.
  practice.store.choices.save(noChoices);
  rollout = await openTestRollout(practice, plan);
  await approveTest(rollout, plan);
  return { plan, ids, members };
}

const join = (members: string, id: string) =>
  outside('POST', `${members}/$ref`, {
    '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}`,
  });

const firstWrite = (plan: Plan): string =>
  plan.steps.find(({ kind }) => kind !== 'manual' && kind !== 'gate' && kind !== 'soak')?.id ?? '';

describe('who is in the rings when applying begins', { timeout: 120_000 }, () => {
  it('is read anew from the group of a ring, and noted by id before anything is written', async () => {
    const { plan, ids, members } = await openByGroup();
    const [leaves = '', off = '', joins = ''] = ids;
    expect([...(plan.rings[1]?.members ?? [])].sort()).toEqual([leaves, off].sort());
    await outside('DELETE', `${members}/${leaves}/$ref`);
    await outside('PATCH', `/v1.0/users/${off}`, { accountEnabled: false });
    await join(members, joins);
    const until = { step: firstWrite(plan) };
    expect(await driveRollout(rollout, practice.source, plan, until)).toMatchObject({ ok: true });
    const entries = entriesOf();
    const note = ringDriftIn(entries);
    expect(note).toMatchObject({ unread: null, counts: { joined: 0, left: 1, moved: 2 } });
    expect(note?.left).toEqual([{ userId: off, ring: 1, why: 'disabled' }]);
    const movedTo = (id: string) => note?.moved.find(({ userId }) => userId === id);
    expect(movedTo(leaves)).toMatchObject({ from: 1 });
    expect(movedTo(joins)).toMatchObject({ to: 1 });
    const place = entries.findIndex(({ body }) => body['what'] === 'ringDrift');
    expect(place).toBeLessThan(entries.findIndex(({ type }) => type === 'sent'));
    expect(JSON.stringify(notesOf(entries))).not.toContain('@');
    expect(rollout.status().ringDrift).toEqual(note);
    // The plan itself is as it was approved.
    expect(rollout.status().planHash).toBe(plan.planHash);
  });

  it('is unknown where the group of a ring is gone', async () => {
    const { plan, members } = await openByGroup();
    await outside('DELETE', members.replace('/members', ''));
    await driveRollout(rollout, practice.source, plan, { step: firstWrite(plan) });
    const note = ringDriftIn(entriesOf());
    expect(note?.unread?.code).toBe('input/selector-no-match');
    expect(note).toMatchObject({ joined: [], left: [], moved: [] });
  });

  it('says nothing where nobody is elsewhere', async () => {
    const { plan } = await openByGroup();
    await driveRollout(rollout, practice.source, plan, { step: firstWrite(plan) });
    expect(notesOf(entriesOf())).toEqual([]);
    expect(rollout.status()).toMatchObject({ ringDrift: null, newcomers: {} });
  });
});
