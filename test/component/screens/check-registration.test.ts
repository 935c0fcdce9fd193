import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { FailureCode } from '../../../shared/diagnostic';
import { describeFailure } from '../../../shared/i18n/describe-failure';
import type { RegistrationView } from '../../../shared/ipc/registration-contract';
import { consentLink } from '../../../shared/registration/consent-link';
import { readScopes, writeScopes } from '../../../shared/registration/graph-scopes';
import type { FakeApi } from '../../fixtures/fake-api';
import { aConnection, aRegistrationCheck } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

const clientId = '11111111-2222-4333-8444-555555555555';
type Steps = RegistrationView['steps'];

async function guide(prepare: (api: FakeApi) => void = () => undefined): Promise<FakeApi> {
  const api = await renderApp('settings', prepare);
  await fireEvent.click(await screen.findByText('App registration'));
  return api;
}
async function press(): Promise<void> {
  const field = await screen.findByLabelText('Application (client) ID');
  await fireEvent.input(field, { target: { value: clientId } });
  await fireEvent.click(screen.getByRole('button', { name: 'Check this registration' }));
}
const failedAt = (at: number, code: FailureCode): Steps =>
  (['tenant', 'signIn', 'permissions'] as const).map((name, place) => ({
    name,
    state: place < at ? 'ok' : place === at ? 'failed' : 'notReached',
    failure: place === at ? { code, values: { code: 'AADSTS1', trace: 't', scopes: 'x' } } : null,
  }));

it('checks what was typed, shows each step as it comes, and ends at a good verdict', async () => {
  const api = await guide();
  await press();
  expect(api.inputsOf('registration.check')).toEqual([
    { clientId, cloud: 'global', tenant: '', writeClientId: null },
  ]);
  api.notify('registration.changed', aRegistrationCheck({ state: 'running' }));
  expect(await screen.findByRole('button', { name: 'Cancel the check' })).toBeTruthy();
  expect(screen.getByText(/^0 of 9 permissions granted, 0 missing, 9 not checked/)).toBeTruthy();
  const steps: Steps = (['tenant', 'signIn', 'permissions'] as const).map((name) => ({
    ...{ name, state: 'ok', failure: null },
  }));
  api.notify(
    'registration.changed',
    aRegistrationCheck({ state: 'done', steps, granted: [...readScopes], unasked: [] }),
  );
  expect(await screen.findByText('This registration is ready to read a tenant.')).toBeTruthy();
  expect(screen.getAllByText('OK')).toHaveLength(3);
});

it('shows a verdict beside what it was about, and beside nothing else', async () => {
  const ready = 'This registration is ready to read a tenant.';
  const steps: Steps = (['tenant', 'signIn', 'permissions'] as const).map((name) => ({
    ...{ name, state: 'ok', failure: null },
  }));
  const done = aRegistrationCheck({
    ...{ state: 'done', steps, granted: [...readScopes], unasked: [] },
  });
  // Opened again: what was checked last stands in the fields, with its verdict.
  await guide((fake) => fake.handle('registration.get', () => done));
  expect(await screen.findByText(ready)).toBeTruthy();
  const field = screen.getByLabelText<HTMLInputElement>('Application (client) ID');
  expect(field.value).toBe(clientId);
  await fireEvent.input(field, { target: { value: clientId.replace('1', '9') } });
  await waitFor(() => expect(screen.queryByText(ready)).toBeNull());
  await fireEvent.input(field, { target: { value: clientId.toUpperCase() } });
  expect(await screen.findByText(ready)).toBeTruthy();
});

it('begins with the registrations of the open tenant, the second among them', async () => {
  const writeClientId = clientId.replace('1', '9');
  const registration = {
    ...{ clientId, cloud: 'usgov' as const, tenant: 'kestrel.example', writeClientId },
  };
  await guide((fake) =>
    fake.handle('connect.get', () => aConnection({ source: 'https', registration })),
  );
  const valueOf = (label: string) => screen.getByLabelText<HTMLInputElement>(label).value;
  await waitFor(() => expect(valueOf('Application (client) ID')).toBe(clientId));
  expect(valueOf('Second registration for changes (optional)')).toBe(writeClientId);
});

it('sends nothing without a client id, and puts the focus on its field', async () => {
  const api = await guide();
  const button = await screen.findByRole('button', { name: 'Check this registration' });
  await fireEvent.click(button);
  expect(api.inputsOf('registration.check')).toEqual([]);
  const field = screen.getByLabelText('Application (client) ID');
  expect([document.activeElement === field, field.getAttribute('aria-invalid')]).toEqual([
    true,
    'true',
  ]);
});

it.each<FailureCode>([
  'auth/consent-missing',
  'auth/app-not-found',
  'auth/device-not-allowed',
  'auth/blocked-by-policy',
  'auth/app-single-tenant',
  'auth/unknown-scope',
  'auth/app-disabled',
  'auth/app-redirect',
  'auth/clock-skew',
])('%s: says what happened, why and what to do', async (code) => {
  const api = await guide();
  await press();
  api.notify(
    'registration.changed',
    aRegistrationCheck({ state: 'done', steps: failedAt(1, code) }),
  );
  const failure = { code, values: { code: 'AADSTS1', trace: 't', scopes: 'x' } };
  const texts = describeFailure(failure, 'en');
  for (const text of [texts.what, texts.why, texts.do]) {
    expect(await screen.findByText(text)).toBeTruthy();
  }
  expect(screen.getByText('Not reached')).toBeTruthy();
});

it('shows the link to an administrator’s consent as soon as a client id is typed', async () => {
  const api = await guide();
  const title = 'Ask an administrator to agree';
  const field = await screen.findByLabelText('Application (client) ID');
  expect(screen.queryByRole('heading', { name: title })).toBeNull();
  await fireEvent.input(field, { target: { value: clientId } });
  expect(await screen.findByRole('heading', { name: title })).toBeTruthy();
  expect(screen.getByText(consentLink({ clientId, cloud: 'global', tenant: null }))).toBeTruthy();
  const writeClientId = clientId.replace('1', '9');
  const second = screen.getByLabelText('Second registration for changes (optional)');
  await fireEvent.input(second, { target: { value: writeClientId } });
  const link = consentLink({ clientId: writeClientId, cloud: 'global', tenant: null });
  expect(await screen.findByText(link)).toBeTruthy();
  expect(api.inputsOf('registration.check')).toEqual([]);
});

it('names missing and unknown permissions and counts them', async () => {
  const api = await guide();
  await press();
  const [first = '', second = '', ...rest] = readScopes;
  api.notify(
    'registration.changed',
    aRegistrationCheck({
      ...{ state: 'done', steps: failedAt(2, 'auth/scopes-missing') },
      ...{ granted: rest, missing: [first], unknown: [second], unasked: [] },
    }),
  );
  expect(await screen.findByText(/^7 of 9 permissions granted, 2 missing, 0 not/)).toBeTruthy();
  // Once in the guide's own list, once in the verdict.
  for (const name of [first, second]) expect(screen.getAllByText(name)).toHaveLength(2);
});

it('lists each permission, to change as well, with one plain sentence', async () => {
  await guide();
  for (const scope of [...readScopes, ...writeScopes]) {
    const item = (await screen.findByText(scope)).closest('li');
    expect(item?.textContent.replace(scope, '').trim()).toMatch(/^(See|Read|Change|Create|Turn) /);
  }
});

it('writes the script for reading alone, or for changing as well', async () => {
  await guide();
  const script = () => screen.getByRole('region', { name: 'Registration script' }).textContent;
  await screen.findByText('Reading only');
  for (const scope of readScopes) expect(script()).toContain(`'${scope}'`);
  for (const scope of writeScopes) expect(script()).not.toContain(`'${scope}'`);
  await fireEvent.click(screen.getByLabelText('Reading and changing'));
  for (const scope of [...readScopes, ...writeScopes]) expect(script()).toContain(`'${scope}'`);
});

it('checks a second registration for changes too, and tells both verdicts apart', async () => {
  const api = await guide();
  const writeClientId = clientId.replace('1', '9');
  const second = await screen.findByLabelText('Second registration for changes (optional)');
  await fireEvent.input(second, { target: { value: 'x' } });
  await press();
  expect(api.inputsOf('registration.check')).toEqual([]);
  expect(document.activeElement).toBe(second);
  await fireEvent.input(second, { target: { value: writeClientId } });
  await press();
  expect(api.inputsOf('registration.check')).toEqual([
    { clientId, cloud: 'global', tenant: '', writeClientId },
  ]);
  const about = { clientId, cloud: 'global' as const, tenant: '', writeClientId };
  const steps: Steps = (['tenant', 'signIn', 'permissions'] as const).map((name) => ({
    ...{ name, state: 'ok', failure: null },
  }));
  const names = [...writeScopes];
  api.notify(
    'registration.changed',
    aRegistrationCheck({
      ...{ state: 'done', about, steps, granted: [...readScopes], unasked: [] },
      second: {
        ...{ steps: failedAt(2, 'auth/scopes-missing'), granted: names.slice(1) },
        ...{ missing: names.slice(0, 1), unknown: [], unasked: [] },
      },
    }),
  );
  expect(await screen.findByText('This registration is ready to read a tenant.')).toBeTruthy();
  expect(
    screen.getByRole('heading', { name: 'The second registration, for changes' }),
  ).toBeTruthy();
  expect(screen.getByText(/^4 of 5 permissions granted, 1 missing/)).toBeTruthy();
  const link = consentLink({ clientId: writeClientId, cloud: 'global', tenant: null });
  expect(screen.queryAllByText(link).length).toBeGreaterThan(0);
  expect(screen.queryByText('This registration is ready to change a tenant.')).toBeNull();
});

it('cancels at once', async () => {
  const api = await guide((fake) =>
    fake.handle('registration.get', () => aRegistrationCheck({ state: 'running' })),
  );
  await fireEvent.click(await screen.findByRole('button', { name: 'Cancel the check' }));
  await waitFor(() => expect(api.inputsOf('registration.cancel')).toHaveLength(1));
});

it('explains an error page that never comes back, by its code', async () => {
  await guide();
  const field = await screen.findByLabelText('The browser shows an error instead?');
  await fireEvent.input(field, {
    target: { value: 'Sorry… aadsts50011: The redirect URI. Trace ID: 0123' },
  });
  const known = { code: 'auth/app-redirect', values: { code: 'AADSTS50011', trace: '–' } } as const;
  expect(await screen.findByText(describeFailure(known, 'en').why)).toBeTruthy();
  await fireEvent.input(field, { target: { value: 'Something went wrong' } });
  expect(await screen.findByText('There is no AADSTS code in this text.')).toBeTruthy();
});

it('says why it could not begin', async () => {
  await guide((api) => api.fail('registration.check', 'auth/real-tenant-off'));
  await press();
  const text = describeFailure({ code: 'auth/real-tenant-off', values: {} }, 'en').what;
  expect(await screen.findByText(text)).toBeTruthy();
});
