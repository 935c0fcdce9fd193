import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderPlan } from '../render-plan';

describe('Messages', () => {
  const body = () => screen.findByLabelText('Message');

  it('shows the standard text and fills it for one person', async () => {
    await renderPlan('messages');
    expect(((await body()) as HTMLTextAreaElement).value).toContain('{name}');
    expect(screen.getByText('Standard text')).toBeTruthy();
    const preview = screen.getByRole('region', { name: 'Preview' });
    await waitFor(() => expect(preview.textContent).toMatch(/Hello ga/));
  });

  it('keeps a written text for all rings, and gives the standard one back', async () => {
    const api = await renderPlan('messages');
    await fireEvent.change(await body(), { target: { value: 'On {date}: {link}' } });
    await waitFor(() => expect(api.inputsOf('messages.set')).toHaveLength(1));
    const [first] = api.inputsOf('messages.set');
    expect(first).toMatchObject({ key: 'users.announce.register', language: 'en' });
    expect(await screen.findByText('Written for all rings')).toBeTruthy();
    expect(screen.getByText('The Japanese text is still the standard one.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Back to the standard text' }));
    await waitFor(() => expect(api.inputsOf('messages.set').at(-1)?.text).toBeNull());
  });

  it('names a word in braces that nothing fills, and does not go on with it', async () => {
    const api = await renderPlan('messages');
    await fireEvent.change(await body(), { target: { value: '{date} {link} {nmae}' } });
    const text = 'Nothing is filled in for {nmae}. Choose one from the list below.';
    expect(await screen.findByText(text)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Use these messages' }));
    expect(await screen.findByRole('link', { name: text })).toBeTruthy();
    expect(api.inputsOf('app.navigate')).toEqual([]);
  });

  it('offers only the messages somebody in the ring gets', async () => {
    await renderPlan('messages');
    await fireEvent.click(await screen.findByRole('radio', { name: '1 · Nothing changes' }));
    const list = await screen.findByRole('navigation', { name: 'Messages of this ring' });
    await waitFor(() => expect(list.textContent).toContain('Nothing to do'));
    expect(list.textContent).not.toContain('Must register');
    // What is open for writing is one of them too.
    expect(list.querySelector('[aria-current]')?.textContent).toContain('Nothing to do');
  });
});
