import { expect, it } from 'vitest';
import { reviewChanges } from '../../../src-renderer/screens/review-changes';
import { planViews } from '../../fixtures/plan-views';

const { review } = planViews('S02');
const other = { ...review, planHash: 'b'.repeat(64) };

it('finds nothing between a plan and itself', () => {
  const none = { figures: [], added: [], changed: [], removed: [] };
  expect(reviewChanges(review, review)).toEqual({ isSame: true, ...none });
});

it('a step that only has another number is the same step, with what refers to it', () => {
  const shifted = review.steps.map((step, at) => {
    const text = JSON.stringify(step).replaceAll(
      /\b(created|evidence|appeared):s(\d+)/g,
      (_, kind: string, id: string) => `${kind}:s${Number(id) + 1}`,
    );
    return { ...(JSON.parse(text) as typeof step), id: `s${at + 2}` };
  });
  const changes = reviewChanges(review, { ...other, steps: shifted });
  expect(changes).toMatchObject({ isSame: false, added: [], changed: [], removed: [] });
});

it('the mark of another version in a name of its own is no change', () => {
  const marked = JSON.stringify(review.steps);
  const text = marked.replaceAll(/cw-[0-9a-f]{8}-/g, 'cw-0badcafe-');
  expect(text).not.toBe(marked);
  const steps = JSON.parse(text) as typeof review.steps;
  const changes = reviewChanges(review, { ...other, steps });
  expect(changes).toMatchObject({ isSame: false, added: [], changed: [], removed: [] });
});

it('tells apart what is new, what is changed and what is no longer needed', () => {
  const [first, second, ...rest] = review.steps;
  if (first === undefined || second === undefined) throw new Error('no steps');
  const steps = [{ ...second, people: second.people + 1 }, ...rest, { ...first, target: 'new' }];
  const changes = reviewChanges(review, { ...other, loseAccess: review.loseAccess + 2, steps });
  expect(changes.figures).toEqual([
    { name: 'loseAccess', before: review.loseAccess, after: review.loseAccess + 2 },
  ]);
  expect(changes.added.map(({ target }) => target)).toEqual(['new']);
  expect(changes.changed.map(({ id }) => id)).toEqual([second.id]);
  expect(changes.removed).toEqual([first]);
});
