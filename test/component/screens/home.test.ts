import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

async function peopleAtRisk(change: Parameters<typeof aWorkspace>[0]): Promise<string> {
  await renderApp('home', (api) =>
    api.handle('home.list', () => ({ workspaces: [aWorkspace(change)] })),
  );
  const label = await screen.findByText('People at risk');
  return label.nextElementSibling?.textContent ?? '';
}

describe('the plans on Home', () => {
  it('show the people at risk as a figure where all is read and answered', async () => {
    expect(await peopleAtRisk({ peopleAtRisk: 8, isRiskAtLeast: false })).toBe('8');
  });

  it('say "at least" where the count may grow', async () => {
    expect(await peopleAtRisk({ peopleAtRisk: 8, isRiskAtLeast: true })).toBe('at least 8');
  });

  it('show a count that could not be made as unknown, never as 0', async () => {
    expect(await peopleAtRisk({ peopleAtRisk: null, isRiskAtLeast: true })).toBe('Unknown');
  });
});
