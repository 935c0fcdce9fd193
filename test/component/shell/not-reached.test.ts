import { fireEvent, screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { AppState } from '../../../shared/ipc/home-contract';
import type { ScreenName } from '../../../shared/wizard/screen';
import { aWorkspace } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

const told = (): string | undefined => document.querySelector('.told')?.textContent;

interface Case {
  readonly wanted: ScreenName;
  readonly state: Partial<AppState>;
  readonly says: string;
}
const cases: readonly Case[] = [
  {
    wanted: 'export',
    state: { workspace: null, reached: ['home', 'settings'] },
    says: 'Export belongs to a plan. Start or open one on Home.',
  },
  {
    wanted: 'read',
    state: { reached: ['home', 'settings', 'connect'] },
    says: 'Read data opens once the tenant is confirmed on Connect.',
  },
  {
    wanted: 'rollout',
    state: { reached: ['home', 'settings', 'connect', 'read'] },
    says: 'Roll out opens once the tenant has been read.',
  },
  {
    wanted: 'finish',
    state: {},
    says: 'Finish opens once the plan is approved on Review.',
  },
  {
    wanted: 'policy',
    state: { workspace: aWorkspace({ source: 'plan' }), reached: ['home', 'review'] },
    says: 'New policy needs a tenant. A plan file is only read here.',
  },
];

it.each(cases)('says what opens $wanted, and asks main for nothing', async (one) => {
  const api = await renderApp('home', () => undefined, one.state);
  await screen.findByRole('heading', { level: 1, name: 'Home' });
  api.notify('app.command', { command: 'navigate', screen: one.wanted });
  expect(told()).toBe(one.says);
  expect(api.inputsOf('app.navigate')).toEqual([]);
});

it('says it for a phase of the rail that is not open yet', async () => {
  const api = await renderApp('today');
  await screen.findByRole('heading', { level: 1, name: 'Today' });
  const rail = within(screen.getByRole('navigation', { name: 'Steps of the migration' }));
  await fireEvent.click(rail.getByRole('button', { name: /Roll out/ }));
  expect(told()).toBe('Roll out opens once the plan is approved on Review.');
  expect(api.inputsOf('app.navigate')).toEqual([]);
});
