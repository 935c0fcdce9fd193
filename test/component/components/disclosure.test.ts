import { render, screen, waitFor } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, it } from 'vitest';
import Disclosure from '../../../src-renderer/components/Disclosure.svelte';

const children = createRawSnippet(() => ({ render: () => '<p>Body</p>' }));

it('stays as a person left it while its words change, as with another language', async () => {
  const shown = render(Disclosure, { title: 'Answers', hint: '1 of 7', children });
  const details = document.querySelector('details')!;
  expect(details.open).toBe(false);
  details.open = true;
  await shown.rerender({ title: '回答', hint: '2 of 7' });
  expect(screen.getByText('回答')).toBeTruthy();
  expect(details.open).toBe(true);
  // What it is told by its owner still counts.
  await shown.rerender({ open: true });
  await shown.rerender({ open: false });
  await waitFor(() => expect(details.open).toBe(false));
});
