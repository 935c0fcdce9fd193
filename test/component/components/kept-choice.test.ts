import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { renderPlan } from '../render-plan';

it('shows a choice that could not be saved as it is kept', async () => {
  const api = await renderPlan('policy', {
    prepare: (fake) => fake.fail('policy.setMethod', 'store/halted'),
  });
  const values = within(await screen.findByRole('group', { name: 'New value of Voice call' }));
  const chosen = (): (string | undefined)[] =>
    values
      .getAllByRole<HTMLInputElement>('radio')
      .filter((radio) => radio.checked)
      .map((radio) => radio.value);
  const before = chosen();
  expect(before).not.toEqual(['leave']);
  await fireEvent.click(values.getByRole('radio', { name: 'Leave' }));
  expect(await screen.findByText(/^Not saved: the record of this plan/)).toBeTruthy();
  expect(api.inputsOf('policy.setMethod')).toHaveLength(1);
  await waitFor(() => expect(chosen()).toEqual(before));
});
