import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { renderPlan } from '../render-plan';

it('adds an account by Enter, each once, and says what is wrong with another', async () => {
  const api = await renderPlan('read');
  const [field] = await screen.findAllByLabelText('Address of an emergency access account');
  const enter = async (text: string) => {
    await fireEvent.input(field!, { target: { value: text } });
    await fireEvent.keyDown(field!, { key: 'Enter', isComposing: true });
    await fireEvent.keyDown(field!, { key: 'Enter' });
  };
  await enter('ea9@kestrelexample.onmicrosoft.com');
  expect((field as HTMLInputElement).value).toBe('');
  await waitFor(() => expect(api.inputsOf('answers.save').length).toBeGreaterThan(0));
  const named = () =>
    api.inputsOf('answers.save').at(-1)?.answers.accounts?.emergencyAccess?.length ?? 0;
  const before = named();
  await enter('ea9@kestrelexample.onmicrosoft.com');
  expect(screen.getByText('This account is listed already.')).toBeTruthy();
  expect(field!.getAttribute('aria-invalid')).toBe('true');
  await enter('   ');
  expect(screen.getByText(/^An address, an address with/)).toBeTruthy();
  expect(named()).toBe(before);
});
