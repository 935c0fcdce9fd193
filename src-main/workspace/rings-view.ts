import type { Person } from '../../shared/assess/people';
import type { RingsView } from '../../shared/ipc/plan-contract';
import { allTracks } from '../../shared/plan/outside-rings';
import type { Plan } from '../../shared/plan/plan';
import { stateToRing } from '../../shared/people/asker-flow';

/** Rings, tracks and rollout groups of a plan, as the Rings screen shows them (screens.md 7). */
export function buildRingsView(plan: Plan): RingsView {
  const people = new Map(plan.people.map((person) => [person.id, person] as const));
  const placed = new Set(plan.rings.flatMap((ring) => ring.members));
  const tracked = new Set(plan.tracks.flatMap((track) => track.members));
  return {
    rings: plan.rings.map((ring) => {
      const members = ring.members.flatMap((id) => people.get(id) ?? []);
      return {
        ring: ring.ring,
        name: { key: ring.name, values: { label: ring.label ?? '' } },
        size: ring.members.length,
        ready: countReadiness(members, 'ready'),
        conditions: countReadiness(members, 'conditions'),
        notReady: countReadiness(members, 'notReady'),
        unknown: countReadiness(members, 'unknown'),
        administrators: members.filter((person) => person.isAdministrator).length,
      };
    }),
    // Outside of both nothing is done for anybody here, but everybody counted is shown somewhere.
    tracks: allTracks(plan).map(({ track, members }) => trackOf(track, members, people)),
    unassigned: plan.people.filter(
      (person) =>
        person.isStaff && person.enabled && !placed.has(person.id) && !tracked.has(person.id),
    ).length,
    groups: plan.steps
      .filter((step) => step.kind === 'group.create')
      .map((step) => ({
        stepId: step.id,
        name: step.target.name,
        purpose: step.purpose,
        growth: growthOf(plan, `created:${step.id}`),
      })),
    sankey: stateToRing(plan),
  };
}

function trackOf(
  track: string,
  members: readonly string[],
  people: ReadonlyMap<string, Person>,
): RingsView['tracks'][number] {
  const names = members.slice(0, 50).map((id) => people.get(id)?.upn ?? id);
  return { track, size: members.length, names };
}

function countReadiness(members: readonly Person[], readiness: Person['readiness']): number {
  return members.filter((person) => person.readiness === readiness).length;
}

/** Members of a group after each step that adds to it, in order: how it grows ring by ring. */
function growthOf(plan: Plan, groupRef: string): number[] {
  let total = 0;
  const sizes: number[] = [];
  for (const step of plan.steps) {
    if (step.target.id !== groupRef) continue;
    if (step.kind === 'group.add') total += step.items?.length ?? 0;
    else if (step.kind === 'group.remove') total -= step.items?.length ?? 0;
    else continue;
    sizes.push(total);
  }
  return sizes;
}
