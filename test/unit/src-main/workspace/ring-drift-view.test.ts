import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Plan } from '../../../../shared/plan/plan';
import { buildRingDriftView } from '../../../../src-main/workspace/ring-drift-view';
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
    const [first, second, ...others] = plan.rings;
    if (first === undefined || second === undefined) throw new Error('two rings');
    const [moving] = second.members;
    const swapped = {
      ...plan,
      ...later,
      rings: [
        { ...first, members: [...first.members, moving ?? ''] },
        { ...second, members: second.members.slice(1) },
        ...others,
      ],
    };
    expect(buildRingDriftView(plan, swapped)).toBeNull();
    const rings = { value: 'department' as const, reason: 'r', by: 'b', at: later.snapshotTakenAt };
    const chosen = { ...plan, choices: { ...plan.choices, rings } };
    expect(buildRingDriftView(chosen, swapped)?.moved).toMatchObject({ people: 1 });
    const [admin] = plan.people.filter((person) => person.isAdministrator);
    if (admin === undefined) throw new Error('an administrator');
    const made = {
      ...plan,
      ...later,
      people: [...plan.people, { ...admin, id: 'made' }],
      rings: [{ ...first, members: [...first.members, 'made'] }, second, ...others],
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
