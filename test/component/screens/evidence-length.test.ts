import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { rolloutCalls } from '../../../shared/ipc/rollout-contract';
import { noteLimit } from '../../../shared/wizard/note';
import { renderPlan, stepOf } from '../render-plan';

it('takes a paste whole, says by how much it is too long, and sends what fits', async () => {
  const api = await renderPlan('rollout', { moment: 'manual' });
  const label = 'User names of the emergency access accounts';
  const field = (await screen.findAllByLabelText<HTMLTextAreaElement>(label))[0]!;
  expect(field.hasAttribute('maxlength')).toBe(false);
  const step = within(stepOf('s01'));
  const record = () => fireEvent.click(step.getByRole('button', { name: 'Record as done' }));
  await fireEvent.input(field, { target: { value: 'x'.repeat(noteLimit + 1_234) } });
  const told = await step.findByText(/^Too long by 1,234 characters: up to 4,000 can be saved/);
  expect(field.value).toHaveLength(noteLimit + 1_234);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(field.getAttribute('aria-describedby')).toContain(told.id);
  await record();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(api.inputsOf('rollout.confirm')).toEqual([]);
  await fireEvent.input(field, { target: { value: 'x'.repeat(noteLimit) } });
  expect(await step.findByText('4,000 of 4,000 characters')).toBeTruthy();
  await record();
  await waitFor(() => expect(api.inputsOf('rollout.confirm')).toHaveLength(1));
});

it('a refusal is of the text that was refused: once it is another one, nothing is said of it', async () => {
  const api = await renderPlan('rollout', { moment: 'manual' });
  api.fail('rollout.confirm', 'input/unknown-user', { user: 'nobody@kestrel.example' });
  const label = 'User names of the emergency access accounts';
  const field = (await screen.findAllByLabelText<HTMLTextAreaElement>(label))[0]!;
  const step = within(stepOf('s01'));
  await fireEvent.input(field, { target: { value: 'nobody@kestrel.example' } });
  await fireEvent.click(step.getByRole('button', { name: 'Record as done' }));
  await step.findByText(/nobody@kestrel\.example/);
  await fireEvent.input(field, { target: { value: 'ga1@kestrel.example' } });
  await waitFor(() => expect(step.queryByText(/nobody@kestrel\.example/)).toBeNull());
});

it('lets through the door what the field takes, and no more', () => {
  const { input } = rolloutCalls['rollout.confirm'];
  const lets = (length: number): boolean =>
    v.is(input, { stepId: 's01', evidence: '証'.repeat(length) });
  expect([lets(noteLimit), lets(noteLimit + 1)]).toEqual([true, false]);
});
