import { screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { aConnection, anAppState, s02Tenant } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

const allMet = 'This account has what every part needs.';
const title = 'What each part needs, and what works without it';

/** Text of each row of the table, by the name of its part. */
async function rows(given: { lacking?: readonly string[]; isReadOnly?: boolean }) {
  await renderApp('connect', (fake) => {
    const lacking = (given.lacking ?? []).map((scope) => ({ scope, sources: ['registration'] }));
    fake.handle('connect.get', () =>
      aConnection({ state: 'confirmed', tenant: s02Tenant, lacking }),
    );
    const { settings } = anAppState('connect');
    const isReadOnly = given.isReadOnly ?? false;
    fake.handle('app.getState', () =>
      anAppState('connect', { settings: { ...settings, isReadOnly } }),
    );
  });
  await screen.findAllByText(title);
  const all = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent);
  return (part: string): string => all.find((row) => row.includes(part)) ?? '';
}

it('all parts are met by an administrator who was given everything', async () => {
  const row = await rows({});
  expect(screen.getByText(allMet)).toBeTruthy();
  expect(row('Read the registration report')).toContain('Has it');
});

it('a permission that was not given is named at each part that takes it', async () => {
  const row = await rows({ lacking: ['AuditLog.Read.All'] });
  expect(screen.queryByText(allMet)).toBeNull();
  expect(screen.getByText('Parts that this account may not be able to do: 2')).toBeTruthy();
  for (const part of ['Read the registration report', 'Read the sign-in and audit logs']) {
    expect(row(part)).toMatch(/Permission not given\s*AuditLog\.Read\.All/);
  }
  expect(row('Read licences')).toContain('Has it');
});

it('no part that changes is said to be there in read-only mode', async () => {
  const row = await rows({ isReadOnly: true });
  expect(screen.queryByText(allMet)).toBeNull();
  expect(screen.getByText('Parts that this account may not be able to do: 4')).toBeTruthy();
  expect(row('Turn security defaults on or off')).toContain('Off: read-only mode');
  expect(row('Read licences')).toContain('Has it');
});
