import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Plan } from '../../../../shared/plan/plan';
import { buildRingDriftView, notedView } from '../../../../src-main/workspace/ring-drift-view';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';

const reading = scenarioSnapshot(readScenario('S02'));
const made = makePlan({ ...reading, madeAt: reading.asOf, appVersion: '0.1.0', sha256 });
if (!made.ok) throw new Error(made.failure.code);
const plan = made.value;
const later = { snapshotTakenAt: '2026-12-01T00:00:00Z' };

/** The plan with one person of the last ring taken out of it, who was blocked meanwhile. */
function without(whole: Plan, id: string): Plan {
  return {
    ...whole,
    rings: whole.rings.map((ring) => ({
      ...ring,
      members: ring.members.filter((member) => member !== id),
    })),
    people: whole.people.map((person) =>
      person.id === id ? { ...person, enabled: false } : person,
    ),
  };
}

const last = plan.rings.at(-1);
const id = last?.members[0] ?? '';
const who = plan.people.find((person) => person.id === id);

describe('who would be elsewhere since the plan was approved', () => {
  it('says nothing of the reading the plan was made from, nor where nothing changed', () => {
    expect(buildRingDriftView(plan, without(plan, id))).toBeNull();
    expect(buildRingDriftView(plan, { ...plan, ...later })).toBeNull();
  });

  it('names whoever was blocked with the ring of the plan, and whoever is new', () => {
    const named = { name: who?.name, upn: who?.upn, ring: last?.ring };
    expect(buildRingDriftView(plan, { ...without(plan, id), ...later })).toMatchObject({
      readAt: later.snapshotTakenAt,
      joined: { people: 0 },
      left: { people: 1, first: [{ ...named, why: 'disabled' }] },
    });
    expect(buildRingDriftView(without(plan, id), { ...plan, ...later })).toMatchObject({
      joined: { people: 1, first: [named] },
      left: { people: 0 },
    });
  });

  it('is silent on what the rollout itself does: rings by risk, accounts it asked for', () => {
    const [first, second, third, ...others] = plan.rings;
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('rings');
    const [moving = ''] = second.members;
    const rest = { ...second, members: second.members.slice(1) };
    const into = (ring: typeof first) => ({ ...ring, members: [...ring.members, moving] });
    const swapped = { ...plan, ...later, rings: [first, rest, into(third), ...others] };
    expect(buildRingDriftView(plan, swapped)).toBeNull();
    const byName = (whole: Plan): Plan => ({
      ...whole,
      rings: whole.rings.map((ring) => ({ ...ring, name: 'ring_name_chosen' })),
    });
    const chosen = buildRingDriftView(byName(plan), byName(swapped));
    expect(chosen?.moved).toMatchObject({ people: 1, first: [{ ring: 1, to: 2 }] });
    const promoted = { ...plan, ...later, rings: [into(first), rest, third, ...others] };
    expect(buildRingDriftView(plan, promoted)?.moved.first).toMatchObject([{ ring: 1, to: 0 }]);
    const [admin] = plan.people.filter((person) => person.isAdministrator);
    if (admin === undefined) throw new Error('an administrator');
    const made = {
      ...plan,
      ...later,
      people: [...plan.people, { ...admin, id: 'made' }],
      rings: [{ ...first, members: [...first.members, 'made'] }, second, third, ...others],
    };
    expect(buildRingDriftView(plan, made)).toBeNull();
  });

  it('tells all by number and the first fifty by name', () => {
    const nobody = { ...plan, rings: plan.rings.map((ring) => ({ ...ring, members: [] })) };
    const many = { ...plan, ...later, rings: [{ ...plan.rings[0], ring: 0, members: [] }] } as Plan;
    const ids = Array.from({ length: 60 }, (_, place) => `new-${String(place)}`);
    const grown = { ...many, rings: [{ ring: 0, name: 'ring_name_unchanged', members: ids }] };
    const view = buildRingDriftView(nobody, grown);
    expect(view?.joined.people).toBe(60);
    expect(view?.joined.first).toHaveLength(50);
  });
});

describe('who was elsewhere when applying began', () => {
  const readAt = later.snapshotTakenAt;
  const note = {
    ...{ readAt, unread: null, counts: { joined: 2, left: 1, moved: 0 }, moved: [] },
    joined: [
      { userId: 'new', ring: 1 },
      { userId: 'nameless', ring: 2 },
    ],
    left: [{ userId: id, ring: 2, why: 'unread' as const }],
  };
  const newcomers = { new: { name: 'Kai', upn: 'kai@kestrel.example' } };

  it('is named by the plan, by what was kept beside the journal, or by id', () => {
    const view = notedView(plan, { ringDrift: note, newcomers }, readAt);
    expect(view?.joined.first).toEqual([
      { ...newcomers.new, ring: 1 },
      { name: 'nameless', upn: 'nameless', ring: 2 },
    ]);
    expect(view?.left.first).toMatchObject([{ upn: who?.upn, why: 'unread' }]);
  });

  it('gives way to a later reading, and to nothing noted', () => {
    const status = { ringDrift: note, newcomers };
    expect(notedView(plan, status, '2026-12-01T00:00:01Z')).toBeUndefined();
    expect(notedView(plan, status, '2026-12-01T00:00:00.000Z')).toBeDefined();
    expect(notedView(plan, { ringDrift: null, newcomers: {} }, null)).toBeUndefined();
    expect(notedView(plan, null, null)).toBeUndefined();
  });

  it('is unknown with its reason, and nobody where the last run found nobody', () => {
    const none = { joined: [], left: [], moved: [], counts: { joined: 0, left: 0, moved: 0 } };
    const unread = { code: 'plan/snapshot-incomplete', values: { source: 'users' } } as const;
    const viewOf = (ringDrift: typeof note | Readonly<Record<string, unknown>>) =>
      notedView(plan, { ringDrift: ringDrift as typeof note, newcomers: {} }, null);
    expect(viewOf({ ...note, ...none, unread })).toMatchObject({ unread, joined: { people: 0 } });
    expect(viewOf({ ...note, ...none })).toBeNull();
  });
});
