import type { Person } from '../../shared/assess/people';
import type { SankeyView } from '../../shared/ipc/common-views';
import { askerOf, askers } from './asker';
import { countBy } from './asks-view';
import { strengths, strongestMethod } from './method-strength';

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
