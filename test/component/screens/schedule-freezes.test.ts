import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { renderPlan } from '../render-plan';

const row = (number: number): HTMLElement =>
  screen.getByRole('group', { name: `Freeze ${String(number)}` });
const field = (number: number, label: 'First closed day' | 'Last closed day'): HTMLInputElement =>
  within(row(number)).getByLabelText(label);

async function type(
  number: number,
  label: 'First closed day' | 'Last closed day',
  value: string,
): Promise<void> {
  await fireEvent.input(field(number, label), { target: { value } });
  await fireEvent.change(field(number, label));
}

it.each([
  [1, ['', 'later']],
  [2, ['soon', 'later']],
  [3, ['soon', '']],
])('takes what is no day away with its row: row %i', async (removed, left) => {
  await renderPlan('schedule');
  const add = await screen.findByRole('button', { name: 'Add a freeze' });
  for (let place = 0; place < 3; place += 1) await fireEvent.click(add);
  await type(1, 'First closed day', 'soon');
  await type(3, 'First closed day', 'later');
  const remove = within(row(removed)).getByRole('button', { name: /^Remove/ });
  await fireEvent.click(remove);
  await waitFor(() => expect(screen.queryByRole('group', { name: 'Freeze 3' })).toBeNull());
  expect([field(1, 'First closed day').value, field(2, 'First closed day').value]).toEqual(left);
  // A new last row begins without the text of the one that stood there.
  await fireEvent.click(add);
  expect(field(3, 'First closed day').value).toBe('');
  expect(field(3, 'Last closed day').value).toBe('');
});
