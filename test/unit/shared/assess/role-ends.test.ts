import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Assessment } from '../../../../shared/assess/assessment';
import { anInput } from '../../../fixtures/a-snapshot';
import { emergency } from './cases/case';

function assessed(options: Parameters<typeof anInput>[0]): Assessment {
  const result = assess(anInput(options));
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value.assessment;
}

const reasonOf = ({ unread }: Assessment): string | undefined =>
  unread.find(({ source }) => source === 'roleEnds')?.reason;

test('a refusal of when roles end is said, with the permission that is missing', () => {
  const found = assessed({
    snapshot: { roleEndsUnread: { code: 'refused', status: 403 } },
  });
  expect(reasonOf(found)).toBe('refused');
  const missing = found.findings.find(({ code }) => code === 'PERMISSION-MISSING');
  expect(missing?.subjects.map((one) => one.id)).toEqual(['roleEnds']);
});

test('an emergency access account of which nobody told is said, and nobody else', () => {
  const answers = {
    ...{ schema: 'causeway-answers/1' as const, accounts: emergency().accounts },
  };
  const { users } = emergency({ isPermanent: null });
  expect(reasonOf(assessed({ users, answers }))).toBe('notAsked');
  expect(reasonOf(assessed({ users }))).toBeUndefined();
  expect(reasonOf(assessed({ users: emergency().users, answers }))).toBeUndefined();
});
