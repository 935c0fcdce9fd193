import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import en from '../../../shared/messages/en.json';
import { s02People } from '../../fixtures/s02-people';
import { aPersonView } from '../../fixtures/s02-views';
import { renderPlan } from '../render-plan';

afterEach(() => vi.useRealTimers());

describe('Messages', () => {
  const body = () => screen.findByLabelText('Message');

  it('shows the standard text and fills it for one person', async () => {
    await renderPlan('messages');
    expect(((await body()) as HTMLTextAreaElement).value).toContain('{name}');
    expect(screen.getByText('Standard text')).toBeTruthy();
    const preview = screen.getByRole('region', { name: 'Preview' });
    await waitFor(() => expect(preview.textContent).toMatch(/Hello ga/));
  });

  it('draws what the sign-in of that person shows once the ring is through', async () => {
    const at = { verdict: 'signsIn', askedBy: 'conditionalAccess' } as const;
    const api = await renderPlan('messages', {
      prepare: (fake) => {
        fake.handle('people.get', ({ userId }) => {
          const view = aPersonView({ ...s02People[0]!, id: userId });
          const point = (name: string, method: string) => ({
            ...{ ...view.points[0]!, ...at, point: name, reasons: [] },
            orderedMethods: [method],
          });
          return {
            ...view,
            points: [point('today', 'mobilePhone'), point('ring:0', 'passKeyDeviceBound')],
          };
        });
      },
    });
    const preview = within(await screen.findByRole('region', { name: 'Preview' }));
    const label = await preview.findByText('Their sign-in after ring 0');
    expect(label.closest('figure')?.textContent).toContain(en.prompt_passkey);
    expect(api.inputsOf('people.get').at(-1)).toMatchObject({ withPlan: true });
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

  it('saves what is typed half a second later, with the field never left', async () => {
    const api = await renderPlan('messages');
    const field = (await body()) as HTMLTextAreaElement;
    vi.useFakeTimers();
    for (const value of ['On {date}', 'On {date}: {link}']) {
      await fireEvent.input(field, { target: { value } });
    }
    await fireEvent.input(screen.getByLabelText('Subject'), { target: { value: 'Soon' } });
    await vi.advanceTimersByTimeAsync(499);
    expect(api.inputsOf('messages.set')).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    // One save, and so one step to undo, for all that was typed.
    const text = { subject: 'Soon', body: 'On {date}: {link}' };
    expect(api.inputsOf('messages.set').map((one) => one.text)).toEqual([text]);
    expect(field.value).toBe(text.body);
  });

  it('saves what is typed when window or screen goes with the field never left', async () => {
    const api = await renderPlan('messages');
    await fireEvent.input(await body(), { target: { value: 'On {date}: {link}' } });
    const contact = document.getElementById('messages-contact') as HTMLInputElement;
    await fireEvent.input(contact, { target: { value: 'desk@example.com' } });
    expect(api.inputsOf('messages.set')).toEqual([]);
    await fireEvent(window, new Event('beforeunload'));
    await waitFor(() => expect(api.inputsOf('messages.setContact')).toHaveLength(1));
    expect(api.inputsOf('messages.set').map((one) => one.text?.body)).toEqual([
      'On {date}: {link}',
    ]);
    await fireEvent.input(contact, { target: { value: 'help@example.com' } });
    cleanup();
    const help = { contact: 'help@example.com' };
    await waitFor(() => expect(api.inputsOf('messages.setContact').at(-1)).toEqual(help));
  });
});
