import { afterEach, expect, it } from 'vitest';
import type { Answers } from '../../../../shared/tenant/answer';
import { noChoices } from '../../../../shared/tenant/choice';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { takeSnapshot } from '../../../../src-main/rollout/take-snapshot';
import { sha256 } from '../../../../src-main/files/sha256';
import { readAnsweredGroups } from '../../../../src-main/workspace/read-answered-groups';
import { ReadSession } from '../../../../src-main/workspace/read-session';
import type { Workspace } from '../../../../src-main/workspace/workspace';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';

const open: OpenPractice[] = [];
afterEach(async () => {
  for (const practice of open.splice(0)) await practice.close();
});

/** What of a workspace it touches, over a tenant that was read before anything was answered. */
async function deskOf(): Promise<{
  desk: Workspace & { snapshot: Snapshot };
  say: (group: string) => void;
  isThere: (group: string) => boolean;
}> {
  const practice = await openPractice('S02', { scenario: undefined, users: 300 });
  open.push(practice);
  const { source, store } = practice;
  const taken = await takeSnapshot({
    ...{ source, store, answers: null, control: goOn, sha256 },
    onProgress: () => undefined,
  });
  if (!taken.ok) throw new Error(taken.failure.code);
  const answers: Answers = { schema: 'causeway-answers/1', populations: { pupils: [] } };
  const desk = {
    ...{ source, snapshot: taken.value, choices: noChoices },
    reading: new ReadSession(() => undefined),
    snapshotId: store.snapshots.latest()?.snapshotId ?? null,
    store: { ...store, answers: { get: () => answers }, snapshots: store.snapshots },
    loadLatest(read: Snapshot) {
      desk.snapshot = read;
      desk.snapshotId = store.snapshots.latest()?.snapshotId ?? null;
    },
  };
  const { groups } = taken.value;
  const idOf = (name: string): string =>
    groups.kind === 'read'
      ? (groups.value.find((group) => group.displayName === name)?.id ?? '')
      : '';
  return {
    desk: desk as unknown as Workspace & { snapshot: Snapshot },
    say: (group) => answers.populations?.pupils?.push({ group }),
    isThere: (group) => desk.snapshot.groupMembers[idOf(group)]?.kind === 'read',
  };
}

it('reads what is named, also what is named while it reads', async () => {
  const { desk, say, isThere } = await deskOf();
  expect(await readAnsweredGroups(desk)).toBe(false);
  say('All staff');
  const first = readAnsweredGroups(desk);
  say('Field');
  const second = await readAnsweredGroups(desk);
  expect([await first, second]).toEqual([true, false]);
  expect([isThere('All staff'), isThere('Field')]).toEqual([true, true]);
});

it('lets whoever asks for attributes wait until they are there', async () => {
  const { desk, say } = await deskOf();
  say('All staff');
  const first = readAnsweredGroups(desk);
  expect(await readAnsweredGroups(desk, ['userAttributes'])).toBe(false);
  expect(desk.snapshot.userAttributes?.jobTitle?.kind).toBe('read');
  expect(await first).toBe(true);
});

it('leaves everything as it is without a tenant, while a tour runs, and once it is closed', async () => {
  const { desk, say, isThere } = await deskOf();
  say('All staff');
  const elsewhere = (change: object) => ({ ...desk, ...change }) as unknown as Workspace;
  expect(await readAnsweredGroups(elsewhere({ source: null }))).toBe(false);
  expect(await readAnsweredGroups(elsewhere({ reading: { isRunning: true } }))).toBe(false);
  const begun = readAnsweredGroups(desk);
  desk.reading.cancel();
  expect(await begun).toBe(false);
  expect(isThere('All staff')).toBe(false);
});
