import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { describeFailure } from '../../../shared/i18n/describe-failure';
import { consentLink } from '../../../shared/registration/consent-link';
import { aConnection, aReading, s02Tenant } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

describe('Connect', () => {
  it('lists what is asked for, then stops at the tenant before going on', async () => {
    const api = await renderApp('connect', (fake) => {
      fake.handle('connect.get', () => aConnection());
      fake.handle('connect.signIn', () => aConnection({ state: 'signedIn', tenant: s02Tenant }));
    });
    const signIn = await screen.findByRole('button', { name: 'Sign in with browser' });
    expect(screen.getAllByText('Nothing is changed in this step.').length).toBeGreaterThan(0);
    expect(screen.queryByText(/scope_/)).toBeNull();
    await fireEvent.click(signIn);
    expect(await screen.findByText('Check before you go on')).toBeTruthy();
    expect(api.inputsOf('app.navigate')).toEqual([]);
    await fireEvent.click(await screen.findByRole('button', { name: 'This is the right tenant' }));
    await waitFor(() => expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'read' }]));
    expect(api.inputsOf('connect.confirm')).toHaveLength(1);
  });

  it('cancels while the sign-in call is still open', async () => {
    const api = await renderApp('connect', (fake) => {
      fake.handle('connect.get', () => aConnection());
      fake.hang('connect.signIn');
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Sign in with browser' }));
    api.notify('connect.changed', aConnection({ state: 'waiting' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Cancel sign-in' }));
    await waitFor(() => expect(api.inputsOf('connect.cancel')).toHaveLength(1));
    expect(await screen.findByRole('button', { name: 'Sign in with browser' })).toBeTruthy();
  });

  it('says what failed, why and what to do', async () => {
    await renderApp('connect', (fake) =>
      fake.handle('connect.get', () =>
        aConnection({ failure: { code: 'auth/timed-out', values: {} } }),
      ),
    );
    const text = describeFailure({ code: 'auth/timed-out', values: {} }, 'en');
    for (const part of [text.what, text.why, text.do]) {
      expect(await screen.findByText(part)).toBeTruthy();
    }
    expect(screen.getByText(/auth\/timed-out/)).toBeTruthy();
    expect(screen.queryByText(/adminconsent/)).toBeNull();
  });

  it('gives the consent link of this registration where consent is what is missing', async () => {
    const registration = {
      ...{ clientId: '33333333-cccc-4ccc-8ccc-333333333333', cloud: 'usgov' as const },
      tenant: 'kestrel.example',
      writeClientId: null,
    };
    const failure = { code: 'auth/consent-missing' as const, values: { code: 'AADSTS65001' } };
    await renderApp('connect', (fake) =>
      fake.handle('connect.get', () => aConnection({ source: 'https', failure, registration })),
    );
    const link = (await screen.findByText(/adminconsent/)).textContent;
    expect(link).toBe(consentLink(registration));
    expect(screen.getByRole('button', { name: 'Copy consent link' })).toBeTruthy();
  });
});

describe('What each part needs', () => {
  const rowOf = async (name: RegExp): Promise<string> =>
    (await screen.findByRole('rowheader', { name })).closest('tr')?.textContent ?? '';

  it('is told before anybody signs in: role, licence, permission and what works without', async () => {
    await renderApp('connect', (fake) =>
      fake.handle('connect.get', () => aConnection({ source: 'https' })),
    );
    const row = await rowOf(/^Read the registration report$/);
    for (const word of ['Reports Reader', 'Entra ID P1', 'AuditLog.Read.All', 'Not known yet']) {
      expect(row).toContain(word);
    }
    expect(row).toContain('Methods are read person by person');
  });

  it('says of the account that signed in what it lacks', async () => {
    const tenant = { ...s02Tenant, licence: 'free' as const, roles: ['Global Reader'] };
    await renderApp('connect', (fake) =>
      fake.handle('connect.get', () => aConnection({ state: 'signedIn', tenant })),
    );
    expect(await screen.findByText(/may not be able to do: 6$/)).toBeTruthy();
    expect(await rowOf(/^Read the registration report$/)).toContain('No licence');
    expect(await rowOf(/^Create the plan’s groups/)).toContain('No such role seen');
    expect(await rowOf(/^Read Conditional Access$/)).toContain('Has it');
  });

  it('counts what is not known among what may not go, and never as met', async () => {
    const tenant = { ...s02Tenant, licence: 'unknown' as const };
    await renderApp('connect', (fake) =>
      fake.handle('connect.get', () => aConnection({ state: 'signedIn', tenant })),
    );
    expect(await screen.findByText(/may not be able to do: 3$/)).toBeTruthy();
    expect(screen.queryByText(/what every part needs\.$/)).toBeNull();
  });

  it('says that roles are not known where they could not be read', async () => {
    await renderApp('connect', (fake) =>
      fake.handle('connect.get', () =>
        aConnection({ state: 'signedIn', tenant: { ...s02Tenant, roles: null } }),
      ),
    );
    expect(await rowOf(/^Create the plan’s groups/)).toContain('Not known yet');
    expect(screen.getByText('(not known)')).toBeTruthy();
    expect(screen.queryByText('No directory role')).toBeNull();
  });
});

describe('Read data', () => {
  it('counts what was found in a capture that is being looked through', async () => {
    await renderApp('read', (fake) =>
      fake.handle('read.get', () => aReading({ state: 'reading', answersFound: 3_000 })),
    );
    expect(await screen.findByText(/3,000 answers found so far/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Cancel reading' })).toBeTruthy();
  });

  it('says that it waits for the network, and no more once it is back', async () => {
    const said = 'There is no connection to Microsoft Graph. Reading goes on by itself';
    const reading = { state: 'reading' as const, readAt: null, waitSeconds: 4 };
    const api = await renderApp('read', (fake) =>
      fake.handle('read.get', () => aReading({ ...reading, isNetworkLost: true })),
    );
    expect(await screen.findByText(new RegExp(said))).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Cancel reading' })).toBeTruthy();
    api.notify('read.changed', aReading({ ...reading, isNetworkLost: false }));
    await waitFor(() => expect(screen.queryByText(new RegExp(said))).toBeNull());
  });

  it('keeps Continue shut while reading and follows events', async () => {
    const api = await renderApp('read', (fake) =>
      fake.handle('read.get', () => aReading({ state: 'reading', percent: 30, readAt: null })),
    );
    const shut = await screen.findByRole('button', { name: 'Continue' });
    expect(shut.getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(shut);
    expect(api.inputsOf('app.navigate')).toEqual([]);

    api.notify('read.changed', aReading());
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Continue' }).getAttribute('aria-disabled')).toBe(
        'false',
      ),
    );
    expect(screen.getByText('Reading is finished. Users: 44.')).toBeTruthy();
  });

  it('tells what was not needed from what was read and is empty', async () => {
    const { sources } = aReading();
    const shown = sources.map((one) => ({
      ...one,
      ...(one.source === 'federation' ? { state: 'notNeeded' as const, count: 0 } : {}),
      ...(one.source === 'namedLocations' ? { count: 0 } : {}),
    }));
    await renderApp('read', (fake) => fake.handle('read.get', () => aReading({ sources: shown })));
    const table = await screen.findByRole('table', { name: 'Sources' });
    const cells = (name: string): readonly string[] => {
      const row = within(table).getByRole('row', { name: new RegExp(`^${name}`) });
      return [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim());
    };
    expect(cells('Federation settings').slice(0, 2)).toEqual(['Not needed here', '–']);
    expect(cells('Named locations').slice(0, 2)).toEqual(['Read', '0']);
  });

  it('says what has changed since the reading before, after this one is done', async () => {
    const changed = {
      beforeAt: '2026-11-20T09:00:00Z',
      afterAt: '2026-11-22T09:00:00Z',
      people: 1,
      policies: 1,
      changes: [
        {
          kind: 'method',
          id: 'Sms',
          name: 'Sms',
          change: 'changed' as const,
          fields: [{ field: 'state', before: 'enabled', after: 'disabled' }],
        },
        {
          kind: 'user',
          id: 'u',
          name: 'new@kestrel.example',
          change: 'added' as const,
          fields: [],
        },
      ],
      notCompared: ['signIns'],
    };
    const api = await renderApp('read', (fake) => fake.handle('read.difference', () => changed));
    const since = { selector: 'summary span' };
    const summary = await screen.findByText(/^Changed since 20 Nov 2026/, since);
    expect(screen.getByText('People: 1. Policies and settings: 1.')).toBeTruthy();
    await fireEvent.click(summary);
    expect(screen.getByRole('rowheader', { name: /new@kestrel.example/ })).toBeTruthy();
    expect(screen.getByText(/lacks it: Sign-in log/)).toBeTruthy();
    api.notify('read.changed', aReading({ state: 'reading', percent: 5, readAt: null }));
    await waitFor(() => expect(screen.queryByText(/^Changed since/, since)).toBeNull());
  });

  it('shows a source that was refused as unknown, with Graph’s code', async () => {
    await renderApp('read');
    const row = (await screen.findByRole('rowheader', { name: 'Sign-in log' })).closest('tr');
    expect(row?.textContent).toContain('Unknown');
    expect(row?.textContent).toContain('403 Authorization_RequestDenied');
  });

  it.each(['today', 'findings'] as const)(
    'is begun by Read again on %s, and shown',
    async (from) => {
      const api = await renderApp(from);
      await fireEvent.click(await screen.findByRole('button', { name: 'Read again' }));
      expect(await screen.findByRole('heading', { level: 1, name: 'Read data' })).toBeTruthy();
      await waitFor(() => expect(api.inputsOf('read.start')).toHaveLength(1));
    },
  );

  it('saves an answer half a second after the last change', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const open = 'legacyMfa.verificationOptions.callToPhone';
      const api = await renderApp('read', (fake) =>
        fake.handle('answers.save', ({ answers }) => ({
          ...{ answers, unanswered: [open], problems: [] },
        })),
      );
      const group = await screen.findByRole('group', { name: 'Call to phone', hidden: true });
      const unknown = group.querySelector<HTMLInputElement>('input[value="unknown"]');
      await fireEvent.click(unknown as HTMLInputElement);
      expect(api.inputsOf('answers.save')).toHaveLength(0);
      await vi.advanceTimersByTimeAsync(600);
      const [saved] = api.inputsOf('answers.save');
      expect(saved?.answers.legacyMfa?.verificationOptions?.callToPhone).toBeNull();
      expect(saved?.answers.sspr?.group).toBe('SSPR-Users');
      expect(await screen.findByText('Counts stay a lower bound')).toBeTruthy();
    } finally {
      vi.useRealTimers();
    }
  });
});
