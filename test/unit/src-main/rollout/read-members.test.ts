import { afterEach, describe, expect, it, test } from 'vitest';
import type { Answers } from '../../../../shared/tenant/answer';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { takeSnapshot } from '../../../../src-main/rollout/take-snapshot';
import { sha256 } from '../../../../src-main/files/sha256';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { answered, captureOf, readCapture } from '../../../fixtures/read-capture';

const open: OpenPractice[] = [];
afterEach(async () => {
  for (const practice of open.splice(0)) await practice.close();
});

/** `All staff` holds the group `Field`; `Pilot` holds users alone. */
async function readGenerated(asksHow: boolean, stopsAfterGroups = false): Promise<Snapshot | null> {
  const practice = open[0] ?? (await openPractice('S02', { scenario: undefined, users: 300 }));
  if (open.length === 0) open.push(practice);
  const stop = new AbortController();
  const answers: Answers = {
    schema: 'causeway-answers/1',
    sspr: { scope: 'selected', group: 'All staff' },
  };
  const taken = await takeSnapshot({
    source: practice.source,
    store: practice.store,
    answers,
    control: { ...goOn, signal: stop.signal },
    onProgress: (progress) => {
      const row = progress.sources.find(({ source }) => source === 'groupMembers');
      if (stopsAfterGroups && row?.state === 'done') stop.abort();
    },
    sha256,
    asksHow,
  });
  if (taken.ok) return taken.value;
  if (taken.failure.code === 'step/cancelled') return null;
  throw new Error(JSON.stringify(taken.failure));
}

function groupNamed(snapshot: Snapshot, name: string): string {
  const groups = snapshot.groups.kind === 'read' ? snapshot.groups.value : [];
  return groups.find((group) => group.displayName === name)?.id ?? '';
}

function membersOf(section: Snapshot['groupMembers'] | undefined, id: string): readonly string[] {
  const members = section?.[id];
  return members?.kind === 'read' ? members.value : [];
}

function directOf(snapshot: Snapshot, name: string): readonly string[] | 'all' | null {
  const direct = snapshot.directMembers?.[groupNamed(snapshot, name)];
  return direct?.kind === 'read' ? direct.value : null;
}

describe('who is in a group directly', () => {
  it('is read of a group that holds another, and told without a request of the others', async () => {
    const snapshot = await readGenerated(true);
    if (snapshot === null) throw new Error('cancelled');
    const all = membersOf(snapshot.groupMembers, groupNamed(snapshot, 'All staff'));
    const direct = directOf(snapshot, 'All staff');
    expect(direct).not.toBe('all');
    expect(direct?.length).toBeGreaterThan(0);
    expect(direct?.length).toBeLessThan(all.length);
    expect(all).toEqual(expect.arrayContaining([...(direct ?? [])]));
    expect(directOf(snapshot, 'Pilot')).toBe('all');
  });

  it('and which groups lie within one is told by every reading, with the same answer', async () => {
    for (const asksHow of [true, false]) {
      const snapshot = await readGenerated(asksHow);
      if (snapshot === null) throw new Error('cancelled');
      const within = (name: string) => snapshot.nestedGroups?.[groupNamed(snapshot, name)];
      expect(within('All staff')).toEqual(read([groupNamed(snapshot, 'Field')]));
      expect(within('Pilot')).toEqual(read([]));
    }
  });

  it('is not asked by a reading that serves a guard, and changes no hash', async () => {
    const plain = await readGenerated(false);
    const asked = await readGenerated(true);
    expect(plain?.directMembers).toBeUndefined();
    expect(asked?.directMembers).toBeDefined();
    expect(asked?.hash).toBe(plain?.hash);
  });

  it('is asked where an interrupted tour no longer knows what else a group holds', async () => {
    expect(await readGenerated(false, true)).toBeNull();
    const resumed = await readGenerated(true);
    if (resumed === null) throw new Error('cancelled');
    const direct = directOf(resumed, 'All staff');
    expect(Array.isArray(direct)).toBe(true);
    const within = resumed.nestedGroups?.[groupNamed(resumed, 'All staff')];
    expect(within).toEqual(read([groupNamed(resumed, 'Field')]));
  });
});

const excluded = '10000000-0000-4000-8000-000000000001';

test.each<[string | undefined, boolean, boolean]>([
  [undefined, true, true],
  ['#microsoft.graph.user', true, false],
  ['#microsoft.graph.unknownFutureThing', true, true],
  ['#microsoft.graph.group', false, true],
  ['#microsoft.graph.device', false, false],
  ['#microsoft.graph.servicePrincipal', false, false],
])('a member of the type %s is kept: %s, and may be a group: %s', async (type, isKept, isGroup) => {
  const id = '00000000-0000-4000-8000-000000000001';
  const row = { id, ...(type === undefined ? {} : { '@odata.type': type }) };
  const snapshot = await readCapture(
    captureOf([
      answered('/beta/policies/authenticationMethodsPolicy', {
        policyMigrationState: 'preMigration',
        authenticationMethodConfigurations: [
          {
            ...{ id: 'Sms', state: 'enabled', includeTargets: [] },
            excludeTargets: [{ id: excluded, targetType: 'group' }],
          },
        ],
      }),
      answered(`/v1.0/groups/${excluded}/transitiveMembers`, { value: [row] }),
    ]),
  );
  expect(snapshot.groupMembers[excluded]).toEqual(read(isKept ? [id] : []));
  expect(snapshot.nestedGroups?.[excluded]).toEqual(read(isGroup ? [id] : []));
});
