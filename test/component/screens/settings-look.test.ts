import { fireEvent, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../render-with-app';

describe('Zoom in Settings', () => {
  it('goes in and out by steps and back, and says where it is', async () => {
    const api = await renderApp('settings');
    await fireEvent.click(await screen.findByRole('button', { name: 'Zoom in' }));
    expect(await screen.findAllByText('110 %')).not.toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'Zoom out' }));
    expect(await screen.findAllByText('90 %')).not.toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'Actual size' }));
    expect(await screen.findAllByText('100 %')).not.toEqual([]);
    expect(api.inputsOf('app.zoom').map(({ to }) => to)).toEqual([null, 'in', 'out', 'reset']);
  });
});

describe('About', () => {
  it('names the versions, installs nothing, and says what uninstalling leaves', async () => {
    await renderApp('settings');
    expect(await screen.findByText(/installs nothing by itself/)).toBeTruthy();
    expect(screen.getByText('0.1.0')).toBeTruthy();
    expect(screen.getByText(/Uninstalling leaves plans/)).toBeTruthy();
  });
});
