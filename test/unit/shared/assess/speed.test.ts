import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { aPolicy, type UserOptions } from '../../../fixtures/graph-objects';
import { administrators, anInput } from '../../../fixtures/a-snapshot';

const size = 100_000;

test('100,000 accounts, 20 policies and 5 groups in seconds', { timeout: 120_000 }, () => {
  const crowd = Array.from({ length: size }, (_, n): UserOptions => ({
    id: `user-${n}`,
    methods: n % 3 === 0 ? ['mobilePhone'] : ['microsoftAuthenticatorPush'],
    perUserMfa: n % 2 === 0 ? 'enforced' : 'disabled',
  }));
  const some = crowd.filter((_, n) => n % 5 === 0).map((one) => one.id);
  const names = ['g0', 'g1', 'g2', 'g3', 'g4'];
  const input = anInput({
    users: [...administrators, ...crowd],
    groups: Object.fromEntries(names.map((name) => [name, some])),
    policies: Array.from({ length: 20 }, (_, n) =>
      aPolicy(`p${n}`, {
        users: { includeUsers: some.slice(0, 2_000), includeGroups: names, excludeGroups: ['g4'] },
      }),
    ),
    answers: {
      schema: 'causeway-answers/1',
      accounts: { serviceAccounts: [{ upnPattern: 'user-9999?@*' }] },
    },
  });
  // Processor time: what other programs do at the same time does not count.
  const before = process.cpuUsage();
  const result = assess(input);
  const used = process.cpuUsage(before);
  expect(result.ok && result.value.assessment.counts.accounts).toBe(size + 2);
  expect((used.user + used.system) / 1e6).toBeLessThan(15);
});
