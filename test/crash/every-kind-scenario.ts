import { parseScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { smallScenario } from './small-scenario';

/** A group with members and an enforcing policy beside the seven people of the small tenant. */
export function everyKindScenario(): ScenarioInput {
  const { input } = smallScenario;
  const [administrator, staff, breakGlass] = input.cohorts;
  return scenarioOf({
    ...smallScenario,
    input: {
      ...input,
      groups: [{ name: 'Pilot' }],
      conditionalAccess: [
        {
          name: 'MFA for the pilot',
          state: 'enabled',
          users: { includeGroups: ['Pilot'], excludeCohorts: ['breakGlass'] },
          apps: { include: ['All'] },
          grant: { operator: 'OR', controls: ['mfa'] },
        },
      ],
      cohorts: [administrator, { ...staff, count: 22, groups: ['Pilot'] }, breakGlass],
    },
  });
}

export function scenarioOf(document: unknown): ScenarioInput {
  const parsed = parseScenario(JSON.stringify(document));
  if (!parsed.ok) throw new Error(parsed.errors.join());
  return parsed.value;
}
