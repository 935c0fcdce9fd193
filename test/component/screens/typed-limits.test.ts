import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { messageLimit } from '../../../shared/ipc/message-contract';
import en from '../../../shared/messages/en.json';
import type { ScreenName } from '../../../shared/wizard/screen';
import type { FakeApi } from '../../fixtures/fake-api';
import { renderPlan } from '../render-plan';

/** What is kept of the plan through a call that takes so many characters and no more. */
const limits: readonly (readonly [ScreenName, string, number])[] = [
  ['schedule', '[aria-label="Ring 1: owner"]', 1_024],
];

it.each(limits)('%s takes no more into %s than can be kept', async (name, selector, most) => {
  await renderPlan(name);
  await waitFor(() => expect(document.querySelector(selector)).not.toBeNull());
  expect(document.querySelector<HTMLInputElement>(selector)?.getAttribute('maxlength')).toBe(
    String(most),
  );
});

/** What people write for others to read later: taken whole, and not sent until it fits. */
const reasons: readonly (readonly [ScreenName, string, string, string | null])[] = [
  ['messages', '#messages-contact', 'messages.setContact', null],
  ['messages', '#message-subject', 'messages.set', null],
  ['rings', '#rings-reason', 'rings.setLayout', en.rings_layout_apply],
  ['findings', 'details[data-accept] input.input', 'findings.accept', en.findings_accept],
  ['findings', '.well input.input', 'findings.choose', en.findings_record_choice],
];

it.each(reasons)(
  '%s cuts nothing of %s, says by how much it is too long',
  async (name, at, call, act) => {
    const api = await renderPlan(name);
    await waitFor(() => expect(document.querySelector(at)).not.toBeNull());
    const field = document.querySelector<HTMLInputElement>(at);
    if (field === null) throw new Error('no field');
    expect(field.hasAttribute('maxlength')).toBe(false);
    await fireEvent.input(field, { target: { value: '理'.repeat(1_100) } });
    await fireEvent.change(field);
    const told = await screen.findByText(/^Too long by 76 characters: up to 1,024 can be saved/);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.getAttribute('aria-describedby')).toContain(told.id);
    const around = field.closest<HTMLElement>('.well, details, section') ?? document.body;
    const send = [...around.querySelectorAll('button')].find((one) =>
      act === null ? false : one.textContent.includes(act),
    );
    expect(send === undefined).toBe(act === null);
    if (send !== undefined) await fireEvent.click(send);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(api.inputsOf(call as 'findings.accept')).toEqual([]);
  },
);

it('cuts nothing of a message, goes on with none that is too long, and saves it once it fits', async () => {
  const drafts = new Map<string, string | null>();
  const prepare = (api: FakeApi): void => {
    api.handle('drafts.get', ({ place }) => ({ text: drafts.get(place) ?? null }));
    api.handle('drafts.keep', ({ place, text }) => (drafts.set(place, text), {}));
  };
  const body = () => screen.findByLabelText<HTMLTextAreaElement>('Message');
  let api = await renderPlan('messages', { prepare });
  await fireEvent.input(await body(), { target: { value: '文'.repeat(messageLimit + 7) } });
  const over = /^Too long by 7 characters: up to 20,000 can be saved/;
  expect(await screen.findByText(over)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Use these messages' }));
  expect(await screen.findByRole('link', { name: over })).toBeTruthy();
  expect(api.inputsOf('app.navigate')).toEqual([]);
  await waitFor(() => expect([...drafts.keys()]).toEqual(['over:message']));
  cleanup();
  api = await renderPlan('messages', { prepare });
  await waitFor(async () => expect((await body()).value).toHaveLength(messageLimit + 7));
  expect(api.inputsOf('messages.set')).toEqual([]);
  await fireEvent.input(await body(), { target: { value: 'On {date}: {link}' } });
  await fireEvent.change(await body());
  await waitFor(() => expect(api.inputsOf('messages.set')).toHaveLength(1));
  await waitFor(() => expect(drafts.get('over:message')).toBeNull());
});

it('keeps a text that is too long for the next time, and saves it once it fits', async () => {
  const drafts = new Map<string, string | null>();
  const keep = (api: FakeApi): void => {
    api.handle('drafts.get', ({ place }) => ({ text: drafts.get(place) ?? null }));
    api.handle('drafts.keep', ({ place, text }) => (drafts.set(place, text), {}));
  };
  const contact = async (): Promise<HTMLInputElement> => {
    await waitFor(() => expect(document.querySelector('#messages-contact')).not.toBeNull());
    return document.querySelector('#messages-contact') as HTMLInputElement;
  };
  await renderPlan('messages', { prepare: keep });
  await fireEvent.input(await contact(), { target: { value: 'x'.repeat(1_100) } });
  await waitFor(() => expect([...drafts.keys()]).toEqual(['over:messages:contact']));
  cleanup();
  const api = await renderPlan('messages', { prepare: keep });
  const again = await contact();
  await waitFor(() => expect(again.value).toHaveLength(1_100));
  await fireEvent.input(again, { target: { value: 'Service desk' } });
  await fireEvent.change(again);
  await waitFor(() => expect(api.inputsOf('messages.setContact')).toHaveLength(1));
  await waitFor(() => expect(drafts.get('over:messages:contact')).toBeNull());
});

it('lets a message of as many Japanese letters through the door', async () => {
  const { contract } = await import('../../../shared/ipc/contract');
  const text = { subject: '件'.repeat(1_024), body: '本'.repeat(messageLimit) };
  const sent = JSON.stringify({ key: 'ring:50/before', language: 'ja', text });
  expect(new TextEncoder().encode(sent).length).toBeLessThan(
    contract.calls['messages.set'].maxBytes,
  );
});
