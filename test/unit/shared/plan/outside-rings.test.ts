import { expect, it } from 'vitest';
import { fateOf } from '../../../../shared/lockout/plan-fate';
import { outsideRings } from '../../../../shared/plan/outside-rings';
import { summarizePlan } from '../../../../shared/plan/summary';
import { planLines } from '../../../../src-main/cli/views/plan-view';
import { buildRingsView } from '../../../../src-main/workspace/rings-view';
import { kestrel } from './paths';
import { planScenario } from './plans';

const { plan, cohortsOf } = planScenario(
  kestrel(({ cohorts, answers }) => {
    const alike = { count: 2, kind: 'member', perUserMfa: 'disabled' as const, methods: ['email'] };
    return {
      cohorts: [
        ...cohorts,
        { ...alike, id: 'pupil', kind: 'student' },
        { ...alike, id: 'sync', kind: 'dirSyncAccount' },
        { ...alike, id: 'away', enabled: false },
        { ...alike, id: 'pupilAway', kind: 'student', enabled: false },
      ],
      answers: { ...answers, populations: { pupils: [{ upnPattern: 'pupil*@*' }] } },
    };
  }),
);

it('names why each account is in no ring and no track, and leaves nobody out', () => {
  const outside = outsideRings(plan);
  const told = Object.fromEntries(outside.map(({ track, members }) => [track, cohortsOf(members)]));
  expect(told['pupils']).toEqual(['pupil']);
  expect(told['syncAccounts']).toEqual(['sync']);
  expect(told['disabledAccounts']).toEqual(expect.arrayContaining(['away', 'pupilAway']));
  const view = buildRingsView(plan);
  const sizes = [...view.rings, ...view.tracks].map(({ size }) => size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(plan.people.length);
});

it('is printed with the plan', () => {
  const voice = { language: 'en', zone: 'UTC' } as const;
  const text = planLines(plan, summarizePlan(plan, fateOf(plan)), 'a.causeway', voice).join('\n');
  expect(text).toMatch(/Pupils .*2 accounts/);
  expect(text).toMatch(/Directory synchronization accounts .*2 accounts/);
  expect(text).toMatch(/Accounts whose sign-in is blocked .*\d accounts/);
});
