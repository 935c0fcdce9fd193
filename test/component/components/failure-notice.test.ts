import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { failure } from '../../../shared/diagnostic';
import { renderPlan, s02Plan } from '../render-plan';

it('offers to read the tenant again where only a new plan leads on', async () => {
  const values = { step: 's21', policies: 'a7a9', names: 'MFA for all' };
  const api = await renderPlan('rollout', {
    prepare: (fake) =>
      fake.handle('rollout.get', () => ({
        ...s02Plan().rollout,
        failure: failure('plan/stale', values),
      })),
  });
  const title = await screen.findByText('The tenant changed after this plan was made.');
  const notice = within(title.closest<HTMLElement>('.notice')!);
  await fireEvent.click(notice.getByRole('button', { name: 'Read again' }));
  await waitFor(() => expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'read' }]));
  await waitFor(() => expect(api.inputsOf('read.start')).toHaveLength(1));
});

it.each([
  ['store/corrupt', 'The journal of this rollout is damaged.'],
  ['store/short', 'The journal of this rollout has lost its end.'],
] as const)('exports the record of a journal with %s, and reads again', async (code, said) => {
  const api = await renderPlan('rollout', {
    prepare: (fake) => {
      fake.handle('activity.export', () => ({ file: 'journal-1.jsonl' }));
      fake.handle('rollout.get', () => ({
        ...s02Plan().rollout,
        failure: failure(code, { entry: '7' }),
      }));
    },
  });
  const title = await screen.findByText(said);
  const notice = within(title.closest<HTMLElement>('.notice')!);
  await fireEvent.click(notice.getByRole('button', { name: 'Export log' }));
  await waitFor(() => expect(screen.getByText('Saved as journal-1.jsonl')).toBeTruthy());
  expect(api.inputsOf('activity.export')).toEqual([{ show: 'all', search: '', language: 'en' }]);
  await fireEvent.click(notice.getByRole('button', { name: 'Read again' }));
  await waitFor(() => expect(api.inputsOf('read.start')).toHaveLength(1));
});
