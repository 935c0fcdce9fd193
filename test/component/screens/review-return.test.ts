import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { ReviewView } from '../../../shared/ipc/review-contract';
import { renderPlan, s02Plan } from '../render-plan';

const leaveBy = async (id: string): Promise<void> => {
  await screen.findByRole('heading', { level: 1, name: 'Review' });
  const link = await waitFor(() => {
    const found = document.getElementById(id);
    if (found === null) throw new Error(`no link ${id}`);
    return found;
  });
  const content = document.querySelector('#main-content');
  if (content !== null) content.scrollTop = 420;
  await fireEvent.click(link);
};
const back = async (): Promise<void> => {
  await fireEvent.click(await screen.findByRole('button', { name: 'Back to Review' }));
  await screen.findByRole('heading', { level: 1, name: 'Review' });
};
const noticeOf = async (title: string): Promise<HTMLElement> =>
  (await screen.findByText(title)).closest<HTMLElement>('.notice') ?? document.body;

it('has no two edit links of one name', async () => {
  await renderPlan('review');
  await waitFor(() => expect(document.getElementById('review-edit-time-schedule')).toBeTruthy());
  const links = [...document.querySelectorAll('[id^="review-edit-"]')];
  const names = links.map((one) => one.getAttribute('aria-label') ?? one.textContent.trim());
  expect(names.length).toBeGreaterThan(5);
  expect(new Set(names).size).toBe(names.length);
  // What is seen is a part of what is said.
  links.forEach((one, at) => expect(names[at]).toContain(one.textContent.trim()));
});

it('an edit link leads to the screen and back to the same place, with what changed', async () => {
  const api = await renderPlan('review');
  await leaveBy('review-edit-time-schedule');
  await screen.findByRole('heading', { level: 1, name: 'Schedule' });
  const { review } = s02Plan();
  const [first, ...rest] = review.steps;
  const next: ReviewView = {
    ...{ ...review, planHash: 'b'.repeat(64), peopleMoved: review.peopleMoved + 1 },
    steps: rest.map((step, at) => (at === 0 ? { ...step, people: step.people + 1 } : step)),
  };
  api.handle('review.get', () => next);
  await back();
  const notice = within(await noticeOf('Changed since you left Review'));
  expect(
    notice.getByText(`People who move: ${review.peopleMoved} → ${next.peopleMoved}`),
  ).toBeTruthy();
  expect(notice.getByText(new RegExp(`^Changed step: ${rest[0]?.id} · `))).toBeTruthy();
  expect(notice.getByText(new RegExp(`^Step no longer needed: ${first?.id} · `))).toBeTruthy();
  await waitFor(() => expect(document.activeElement?.id).toBe('review-edit-time-schedule'));
  expect(document.querySelector('#main-content')?.scrollTop).toBe(420);
  expect(screen.queryByRole('button', { name: 'Back to Review' })).toBeNull();
});

it('says that nothing changed, and forgets the place once it was used', async () => {
  const api = await renderPlan('review');
  await leaveBy('review-edit-summary-rings');
  await screen.findByRole('heading', { level: 1, name: 'Rings' });
  await back();
  await noticeOf('Nothing in the plan has changed since you left Review.');
  await leaveBy('review-edit-policy-policy');
  await screen.findByRole('heading', { level: 1, name: 'New policy' });
  const { review } = s02Plan();
  api.handle('review.get', () => ({ ...review, planHash: 'c'.repeat(64) }));
  await back();
  await noticeOf('Changed since you left Review');
  expect(screen.queryByText(/^Nothing in the plan has changed/)).toBeNull();
  expect(screen.getByText(/^This is a new version of the plan\./)).toBeTruthy();
});

it('draws the pictures of the plan that is reviewed, and asks for no live ones', async () => {
  const api = await renderPlan('review', { state: 'approved' });
  expect(await screen.findByRole('table', { name: 'The plan in time' })).toBeTruthy();
  expect(screen.getByRole('table', { name: /^From today/ })).toBeTruthy();
  expect(screen.getByText(/^The pictures show the plan as approved\./)).toBeTruthy();
  expect(api.inputsOf('schedule.get')).toEqual([]);
  expect(api.inputsOf('rings.get')).toEqual([]);
  expect(document.querySelector('[id^="review-edit-"]')).toBeNull();
});
