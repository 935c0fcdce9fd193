import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { scenarioOf } from './every-kind-scenario';
import { smallScenario } from './small-scenario';

/** The seven people and a guest under security defaults, with P1, and the choice to switch. */
export const switchDocument = (() => {
  const { input } = smallScenario;
  const [administrator, staff, breakGlass] = input.cohorts;
  return {
    ...smallScenario,
    id: 'S98',
    title: 'Seven people, security defaults with P1',
    about: 'Everybody is registered; the owner has chosen Conditional Access.',
    input: {
      ...input,
      tenant: { ...input.tenant, securityDefaults: true },
      cohorts: [
        { ...administrator, perUserMfa: 'disabled' },
        { ...staff, perUserMfa: 'disabled' },
        breakGlass,
        {
          ...{ id: 'guest', count: 1, kind: 'externalGuest', perUserMfa: 'notApplicable' },
          methods: ['microsoftAuthenticatorPush'],
        },
      ],
      choices: {
        schema: 'causeway-choices/1',
        enforcement: {
          value: 'securityDefaultsToConditionalAccess',
          reason: 'P1 is paid for',
          by: 'gaa@seven.example',
          at: '2026-11-20T09:00:00Z',
        },
      },
    },
  };
})();

export function switchScenario(): ScenarioInput {
  return scenarioOf(switchDocument);
}
