import { waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { messageLimit } from '../../../shared/ipc/message-contract';
import type { ScreenName } from '../../../shared/wizard/screen';
import { renderPlan } from '../render-plan';

/** What is kept of the plan through a call that takes so many characters and no more. */
const limits: readonly (readonly [ScreenName, string, number])[] = [
  ['schedule', '[aria-label="Ring 1: owner"]', 1_024],
  ['messages', '#message-subject', 1_024],
  ['messages', '#message-body', messageLimit],
  ['messages', '#messages-contact', 1_024],
  ['rings', '#rings-reason', 1_024],
  ['findings', 'details[data-accept] input.input', 1_024],
  ['findings', '.well input.input', 1_024],
];

it.each(limits)('%s takes no more into %s than can be kept', async (name, selector, most) => {
  await renderPlan(name);
  await waitFor(() => expect(document.querySelector(selector)).not.toBeNull());
  expect(document.querySelector<HTMLInputElement>(selector)?.getAttribute('maxlength')).toBe(
    String(most),
  );
});

it('lets a message of as many Japanese letters through the door', async () => {
  const { contract } = await import('../../../shared/ipc/contract');
  const text = { subject: '件'.repeat(1_024), body: '本'.repeat(messageLimit) };
  const sent = JSON.stringify({ key: 'ring:50/before', language: 'ja', text });
  expect(new TextEncoder().encode(sent).length).toBeLessThan(
    contract.calls['messages.set'].maxBytes,
  );
});
