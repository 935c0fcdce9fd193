import * as v from 'valibot';
import { expect, test } from 'vitest';
import { judgePeople } from '../../../../shared/assess/judge-people';
import { choicesSchema, noChoices, type Choices } from '../../../../shared/tenant/choice';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const signed = { reason: 'r', by: 'a@kestrel.example', at: '2026-11-22T08:00:00Z' };

/** The people list keeps its rows through every choice: nobody may be judged by one. */
test.each(['S01', 'S02', 'S12', 'S14'])('%s: no choice changes how a person is judged', (id) => {
  const reading = scenarioSnapshot(readScenario(id));
  const [first, second] =
    reading.snapshot.users.kind === 'read' ? reading.snapshot.users.value : [];
  if (first === undefined || second === undefined) throw new Error('nobody');
  const choices = v.parse(choicesSchema, {
    schema: 'causeway-choices/1',
    methods: { Sms: { value: 'off', ...signed } },
    enforcement: { value: 'keepSecurityDefaults', ...signed },
    frontline: [{ value: 'fido2Keys', accounts: [{ id: first.id }], ...signed }],
    telephony: [{ value: 'provider', accounts: [{ id: second.id }], ...signed }],
    accountPaths: [{ value: 'removePhone', accounts: [{ id: second.id }], ...signed }],
    ringMoves: { [first.id]: 1 },
  });
  const judged = (one: Choices) => {
    const result = judgePeople({ ...reading, choices: one });
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    return result.value.people;
  };
  expect(judged(choices)).toEqual(judged(noChoices));
});
