import { fireEvent, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { aWorkspace } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

it.each([
  ['https', true],
  ['practice', false],
] as const)('says of a plan of %s whether a sign-in is asked for again', async (source, isSaid) => {
  await renderApp('home', (fake) =>
    fake.handle('home.list', () => ({ workspaces: [aWorkspace({ source })] })),
  );
  await fireEvent.click(await screen.findByRole('button', { name: /^Remove Kestrel/ }));
  const notice = await screen.findByText(/Its files stay on this computer/);
  expect(/kept on this device .* sign in again/.test(notice.textContent)).toBe(isSaid);
});
