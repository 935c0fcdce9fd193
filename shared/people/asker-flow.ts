import type { Person } from '../assess/people';
import type { Plan } from '../plan/plan';
import type { SankeyView } from '../ipc/common-views';
import { askerOf, askers } from '../assess/asker';
import { countBy } from '../count-by';
import { strengths, strongestMethod } from '../assess/method-strength';

/** Whom the pictures of a tenant count: people who may sign in, emergency access apart. */
export function countedPeople(people: readonly Person[]): readonly Person[] {
  return people.filter((one) => one.enabled && one.isPerson && !one.isEmergencyAccess);
}

/** From what asks for MFA to the strongest method people hold; `isOn`: security defaults. */
export function askerToMethod(persons: readonly Person[], isOn: boolean | null): SankeyView {
  const flows = countBy(persons, (person) => `${askerOf(person, isOn)}>${strongestMethod(person)}`);
  const links = askers.flatMap((asker) =>
    strengths.flatMap((strength) => {
      const count = flows.get(`${asker}>${strength}`) ?? 0;
      return count > 0 ? [{ from: `asker-${asker}`, to: `method-${strength}`, count }] : [];
    }),
  );
  const used = new Set(links.flatMap((link) => [link.from, link.to]));
  const nodes: SankeyView['nodes'] = [
    ...askers.map((asker) => ({
      id: `asker-${asker}`,
      label: { key: `asked_by_${asker}`, values: {} },
      side: 'left' as const,
    })),
    ...strengths.map((strength) => ({
      id: `method-${strength}`,
      label: { key: `strength_${strength}`, values: {} },
      side: 'right' as const,
    })),
  ].filter((node) => used.has(node.id));
  return { nodes, links };
}

/** Null: security defaults could not be read. */
export function hasSecurityDefaults({ baseline }: Pick<Plan, 'baseline'>): boolean | null {
  const { securityDefaults } = baseline;
  return securityDefaults.kind === 'read' ? securityDefaults.value.isEnabled : null;
}

/** From what asks people for MFA today to the ring they move with. */
export function stateToRing(plan: Pick<Plan, 'people' | 'rings' | 'baseline'>): SankeyView {
  const people = new Map(plan.people.map((person) => [person.id, person] as const));
  const isOn = hasSecurityDefaults(plan);
  const nodes = new Map<string, SankeyView['nodes'][number]>();
  const links = new Map<string, SankeyView['links'][number]>();
  for (const ring of plan.rings) {
    const to = `ring-${String(ring.ring)}`;
    if (ring.members.length === 0) continue;
    nodes.set(to, {
      id: to,
      label: { key: ring.name, values: { label: ring.label ?? '' } },
      side: 'right',
    });
    for (const id of ring.members) {
      const person = people.get(id);
      if (!person) continue;
      const asker = askerOf(person, isOn);
      const from = `asker-${asker}`;
      nodes.set(from, { id: from, label: { key: `asked_by_${asker}`, values: {} }, side: 'left' });
      const link = links.get(`${from}>${to}`) ?? { from, to, count: 0 };
      link.count += 1;
      links.set(`${from}>${to}`, link);
    }
  }
  return { nodes: [...nodes.values()], links: [...links.values()] };
}
