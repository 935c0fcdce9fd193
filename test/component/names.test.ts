import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { Language } from '../../shared/i18n/format';
import { m } from '../../shared/paraglide/messages.js';
import { screenNames, type ScreenName } from '../../shared/wizard/screen';
import { optionalScopes } from '../../shared/registration/graph-scopes';
import type { FakeApi } from '../fixtures/fake-api';
import { answerPlanCalls } from '../fixtures/fake-plan';
import { aConnection, s02Tenant } from '../fixtures/s02-app-views';
import { namesIn } from './names-in';
import { s02Plan } from './render-plan';
import { renderApp } from './render-with-app';

const languages = ['en', 'ja'] as const;

afterEach(() => vi.restoreAllMocks());

/** Signed in with a registration of one's own that was not given all it may be. */
function prepare(api: FakeApi): void {
  answerPlanCalls(api, s02Plan(), 'held').handle('connect.get', () =>
    aConnection({
      ...{ source: 'https', state: 'confirmed', tenant: s02Tenant },
      optional: optionalScopes.map((scope) => ({ scope, isAllowed: false })),
      lacking: [{ scope: 'AuditLog.Read.All', sources: ['registration'] }],
      registration: {
        ...{ clientId: '33333333-cccc-4ccc-8ccc-333333333333', cloud: 'usgov' },
        ...{ tenant: s02Tenant.domain, writeClientId: null },
      },
    }),
  );
}

/** Nothing waits for main any more, and what the screen reads has come. */
async function shown(place: ScreenName, locale: Language): Promise<HTMLElement> {
  const name = m[`shell_screen_${place}`]({}, { locale });
  await screen.findByRole('heading', { level: 1, name });
  const main = screen.getByRole('main');
  let before = '';
  await waitFor(() => {
    const now = main.innerHTML;
    const isQuiet = now === before && main.querySelector('[aria-busy="true"]') === null;
    before = now;
    expect(isQuiet).toBe(true);
  });
  return main;
}

/** Held against the agreed names; nobody can tell apart two controls of one name and group. */
async function judge(names: readonly string[], file: string): Promise<void> {
  expect(names.length).toBeGreaterThan(1);
  await expect(`${names.join('\n')}\n`).toMatchFileSnapshot(`names/${file}.txt`);
  expect(names.filter((line, at) => names.indexOf(line) !== at)).toEqual([]);
  expect(names.filter((line) => /: ( \(|$)/.test(line))).toEqual([]);
}

const everywhere = screenNames.flatMap((place) =>
  languages.map((language) => [place, language] as const),
);

it.each(everywhere)('every control of %s is called as agreed (%s)', async (place, language) => {
  await renderApp(place, prepare, { language, reached: [...screenNames] });
  await judge(namesIn(await shown(place, language)), `${place}-${language}`);
});

it.each(languages)('every control of the person view is called as agreed (%s)', async (locale) => {
  await renderApp('today', prepare, { language: locale, reached: [...screenNames] });
  const main = await shown('today', locale);
  await fireEvent.keyDown(within(main).getByRole('grid'), { key: 'Enter' });
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByRole('heading', { name: m.person_why({}, { locale }) });
  await judge(namesIn(dialog), `person-${locale}`);
});
