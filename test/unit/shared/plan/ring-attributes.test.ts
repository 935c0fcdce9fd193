import { describe, expect, it } from 'vitest';
import { ringLayout } from '../../../../shared/plan/ring-rules';
import type { RingChoice } from '../../../../shared/tenant/ring-choice';
import { read, unread } from '../../../../shared/tenant/snapshot';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { planReading, planScenario } from './plans';

const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-21' };

describe('a choice of rings by an attribute that is read for it', () => {
  const reading = scenarioSnapshot(readScenario('S02'));

  it('takes attributes that were read for it, in any case, values apart', () => {
    const [first = '', second = '', third = ''] = planScenario('S02').plan.rings[1]?.members ?? [];
    const leads = { value: 'Lead', userIds: [first, second, third] };
    // Somebody with two rows that say different things.
    const column = [leads, { value: 'Clerk', userIds: [third] }];
    const snapshot = { ...reading.snapshot, userAttributes: { jobTitle: read(column) } };
    const rule = (values: string[]) => ({
      value: 'rules' as const,
      rules: [{ name: 'x', attribute: 'jobTitle' as const, values }],
      ...signed,
    });
    const ringsOf = (rings: RingChoice) =>
      planReading({ ...reading, snapshot, choices: { ...reading.choices, rings } }).plan.rings;
    expect(ringsOf(rule(['LEAD']))[1]?.members.toSorted()).toEqual([first, second].sort());
    expect(ringsOf(rule(['Leader']))[1]?.label).toBeUndefined();
    const units = ringsOf({ value: 'jobTitle', ...signed });
    expect(units.slice(1).flatMap(({ label }) => label ?? [])).toEqual(['Lead, –']);
  });

  it('refuses an attribute that was not read, and names it', () => {
    const choices = (rings: RingChoice) => ({ ...reading.choices, rings });
    const rules = [{ name: 'x', attribute: 'city' as const, values: ['Leeds'] }];
    for (const userAttributes of [undefined, { city: unread('refused') }]) {
      const snapshot = {
        ...reading.snapshot,
        ...(userAttributes === undefined ? {} : { userAttributes }),
      };
      for (const rings of [
        { value: 'rules' as const, rules, ...signed },
        { value: 'city' as const, ...signed },
      ]) {
        expect(ringLayout(rings, snapshot)).toMatchObject({
          failure: { values: { expected: 'attribute_read', attribute: 'city' } },
        });
        expect(() => planReading({ ...reading, snapshot, choices: choices(rings) })).toThrow(
          'attribute_read',
        );
      }
    }
  });
});
