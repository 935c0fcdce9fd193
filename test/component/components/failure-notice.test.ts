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

it('exports the record of a journal that is damaged, and reads again', async () => {
  const api = await renderPlan('rollout', {
    prepare: (fake) => {
      fake.handle('activity.export', () => ({ file: 'activity-1.csv' }));
      fake.handle('rollout.get', () => ({
        ...s02Plan().rollout,
        failure: failure('store/corrupt', { entry: '7' }),
      }));
    },
  });
  const title = await screen.findByText('The journal of this rollout is damaged.');
  const notice = within(title.closest<HTMLElement>('.notice')!);
  await fireEvent.click(notice.getByRole('button', { name: 'Export log' }));
  await waitFor(() => expect(screen.getByText('Saved as activity-1.csv')).toBeTruthy());
  expect(api.inputsOf('activity.export')).toEqual([{ show: 'all', search: '', language: 'en' }]);
  await fireEvent.click(notice.getByRole('button', { name: 'Read again' }));
  await waitFor(() => expect(api.inputsOf('read.start')).toHaveLength(1));
});
