import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { scenarioOf } from './every-kind-scenario';
import { smallScenario } from './small-scenario';

const signed = {
  reason: 'no seats any more',
  by: 'gaa@seven.example',
  at: '2026-11-20T09:00:00Z',
};

const asking = (name: string, include: string) => ({
  ...{ name, state: 'enabled', apps: { include: ['All'] } },
  users: { include: [include], excludeCohorts: ['breakGlass'] },
  grant: { operator: 'OR', controls: ['mfa'] },
});

/** The seven people asked by two policies of their own, and the choice of security defaults. */
export const handOverDocument = (() => {
  const { input } = smallScenario;
  const [administrator, staff, breakGlass] = input.cohorts;
  return {
    ...smallScenario,
    id: 'S97',
    title: 'Seven people, Conditional Access to security defaults',
    about: 'Everybody is registered; the owner has chosen security defaults for all.',
    input: {
      ...input,
      conditionalAccess: [asking('Asks everybody', 'All'), asking('Asks again', 'All')],
      cohorts: [
        { ...administrator, perUserMfa: 'disabled' },
        { ...staff, perUserMfa: 'disabled' },
        breakGlass,
      ],
      answers: {
        ...input.answers,
        infrastructure: {
          ...input.answers.infrastructure,
          exchangeModernAuth: true,
          classicConditionalAccess: false,
        },
      },
      choices: {
        schema: 'causeway-choices/1',
        enforcement: { value: 'turnOnSecurityDefaults', ...signed },
      },
    },
  };
})();

export function handOverScenario(): ScenarioInput {
  return scenarioOf(handOverDocument);
}
