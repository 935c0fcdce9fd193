import { fireEvent, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../render-with-app';

describe('licences of the parts', () => {
  it('are shown on a press, where the keyboard can scroll them', async () => {
    await renderApp('settings');
    await fireEvent.click(await screen.findByRole('button', { name: 'Licences of all parts' }));
    const shown = await screen.findByRole('region', { name: 'Licences of all parts' });
    expect(shown.textContent).toContain('svelte 5.57.3 (MIT)');
    expect(shown.tabIndex).toBe(0);
  });

  it('that are missing are told, and may be asked for again', async () => {
    await renderApp('settings', (fake) =>
      fake.fail('data.notices', 'file/unreadable', { file: 'notices.txt', code: 'ENOENT' }),
    );
    await fireEvent.click(await screen.findByRole('button', { name: 'Licences of all parts' }));
    expect(await screen.findByText(/notices\.txt/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Licences of all parts' })).toBeTruthy();
  });
});
