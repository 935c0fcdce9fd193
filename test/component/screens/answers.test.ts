import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { answerLabel } from '../../../shared/i18n/answer-label';
import { answerPaths, type AnswerPath } from '../../../shared/tenant/answer-paths';
import type { Answers } from '../../../shared/tenant/answer';
import { Announcer } from '../../../src-renderer/state/announcer.svelte';
import type { FakeApi } from '../../fixtures/fake-api';
import { aReading } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

interface Kept {
  readonly answers: Answers;
  readonly unanswered?: readonly AnswerPath[];
  readonly drafts?: Partial<Record<AnswerPath, string>>;
  readonly problems?: readonly { readonly path: AnswerPath; readonly account: string }[];
}

function keep(kept: Kept): (fake: FakeApi) => void {
  return (fake) =>
    fake.handle('answers.get', () => ({
      answers: kept.answers,
      unanswered: [...(kept.unanswered ?? [])],
      drafts: kept.drafts ?? {},
      problems: (kept.problems ?? []).map(({ path, account }) => ({
        path,
        isWarning: false,
        message: { key: 'answers_problem_no_match', values: { account } },
      })),
    }));
}

async function question(path: AnswerPath): Promise<HTMLElement> {
  return waitFor(() => {
    const found = document.getElementById(`answer-${path}`);
    if (found === null) throw new Error(`no question ${path}`);
    return found;
  });
}

const every: Answers = {
  schema: 'causeway-answers/1',
  legacyMfa: { rememberMfa: { allowed: true } },
  sspr: { scope: 'selected' },
  infrastructure: { npsExtension: { present: true }, adfs: { present: true } },
};

describe('the answers form', () => {
  it('asks for every value of the answers', async () => {
    await renderApp('read', keep({ answers: every }));
    for (const path of answerPaths) {
      expect((await question(path)).textContent, path).toContain(answerLabel(path, 'en'));
    }
  });

  it('tells "not answered yet", "I don’t know" and a value apart, each with who entered it', async () => {
    const by = 'gaa@kestrel.example';
    await renderApp(
      'read',
      keep({
        answers: {
          schema: 'causeway-answers/1',
          by,
          at: '2026-11-20T08:00:00Z',
          sspr: { registrationRequired: null, methodsRequired: 2 },
          accounts: { roomMailboxes: null },
        },
      }),
    );
    const open = await question('sspr.scope');
    expect(within(open).getByText('Not answered yet')).toBeTruthy();
    expect(open.querySelector('input:checked')).toBeNull();
    for (const path of ['sspr.registrationRequired', 'accounts.roomMailboxes'] as const) {
      const unknown = await question(path);
      expect(within(unknown).getByText(/^Answered “I don’t know”\. Entered by gaa/)).toBeTruthy();
      expect(unknown.querySelector<HTMLInputElement>('input:checked')?.value).toBe('unknown');
    }
    const known = await question('sspr.methodsRequired');
    expect(within(known).getByText(/^Entered by gaa@kestrel.example on 20 Nov 2026/)).toBeTruthy();
  });

  it('keeps a line it cannot read, says so at the field, and shows it again', async () => {
    const ranges = 'legacyMfa.trustedIps';
    const api = await renderApp(
      'read',
      keep({ answers: every, drafts: { [ranges]: '203.0.113.0/24\noffice' } }),
    );
    const field = await question(ranges);
    const area = field.querySelector('textarea');
    expect(area?.value).toBe('203.0.113.0/24\noffice');
    expect(within(field).getByText('These lines can’t be understood: office')).toBeTruthy();
    await fireEvent.input(area as HTMLTextAreaElement, {
      target: { value: '203.0.113.0/24\n198.51.100.0/33' },
    });
    await waitFor(() => expect(api.inputsOf('answers.save')).toHaveLength(1));
    const [saved] = api.inputsOf('answers.save');
    expect(saved?.answers.legacyMfa?.trustedIps).toEqual(['203.0.113.0/24']);
    expect(saved?.drafts).toEqual({ [ranges]: '203.0.113.0/24\n198.51.100.0/33' });
  });

  it('names the open questions that keep the counts a lower bound, and leads to each', async () => {
    const unanswered = ['legacyMfa.verificationOptions.appNotification', 'sspr.scope'] as const;
    const api = await renderApp('read', keep({ answers: every, unanswered }));
    const notice = (await screen.findByText('Counts stay a lower bound')).closest('.notice');
    if (!(notice instanceof HTMLElement)) throw new Error('no notice');
    expect(notice.textContent).toContain('how many people are affected: 2');
    const names = within(notice).getAllByRole('button');
    expect(names.map((one) => one.textContent.trim())).toEqual(
      unanswered.map((path) => answerLabel(path, 'en')),
    );
    await fireEvent.click(names[1] as HTMLElement);
    await waitFor(() => expect(document.activeElement?.id).toBe('answer-sspr.scope'));
    api.handle('answers.get', () => ({
      ...{ answers: every, unanswered: [], problems: [], drafts: {} },
    }));
    api.notify('read.changed', aReading({ state: 'done' }));
    await waitFor(() => expect(screen.queryByText('Counts stay a lower bound')).toBeNull());
  });

  it('saves while somebody types, before the field is left', async () => {
    const api = await renderApp('read', keep({ answers: every }));
    const name = (await question('telephony.provider.name')).querySelector('input');
    await fireEvent.input(name as HTMLInputElement, { target: { value: 'Kestrel Tel' } });
    await waitFor(() => expect(api.inputsOf('answers.save')).toHaveLength(1));
    expect(api.inputsOf('answers.save')[0]?.answers.telephony).toEqual({
      provider: { name: 'Kestrel Tel' },
    });
  });

  it('names a number out of range at its field and keeps it as a text', async () => {
    const api = await renderApp('read', keep({ answers: every }));
    const field = await question('legacyMfa.rememberMfa.days');
    const input = field.querySelector<HTMLInputElement>('input[inputmode="numeric"]');
    await fireEvent.focus(input as HTMLInputElement);
    await fireEvent.input(input as HTMLInputElement, { target: { value: '400' } });
    await fireEvent.blur(input as HTMLInputElement);
    expect(within(field).getByText('Enter a whole number from 1 to 365.')).toBeTruthy();
    await waitFor(() => expect(api.inputsOf('answers.save')).toHaveLength(1));
    expect(api.inputsOf('answers.save')[0]?.drafts).toEqual({
      'legacyMfa.rememberMfa.days': '400',
    });
  });

  it('shows what the tenant says against an answer at its place, and the way there', async () => {
    const path = 'accounts.serviceAccounts';
    await renderApp(
      'read',
      keep({ answers: every, problems: [{ path, account: 'gone@kestrel.example' }] }),
    );
    expect(await screen.findByText('Answers to correct: 1')).toBeTruthy();
    const field = await question(path);
    expect(within(field).getByText(/Nothing in the tenant matches gone@/)).toBeTruthy();
    const way = screen.getByRole('button', { name: answerLabel(path, 'en') });
    await fireEvent.click(way);
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(field.closest('details')?.open).toBe(true);
  });

  it('keeps what belongs to a yes when yes is pressed again', async () => {
    const api = await renderApp(
      'read',
      keep({
        answers: {
          schema: 'causeway-answers/1',
          infrastructure: { npsExtension: { present: null, version: '1.2.2216.1' } },
        },
      }),
    );
    const yes = (await question('infrastructure.npsExtension')).querySelector<HTMLInputElement>(
      'input[value="yes"]',
    );
    await fireEvent.click(yes as HTMLInputElement);
    await waitFor(() => expect(api.inputsOf('answers.save')).toHaveLength(1));
    expect(api.inputsOf('answers.save')[0]?.answers.infrastructure?.npsExtension).toEqual({
      present: true,
      version: '1.2.2216.1',
    });
  });

  it('puts a suggested account into the answer at one press, and never by itself', async () => {
    const path = 'accounts.emergencyAccess';
    const upns = ['ea1@kestrel.example', 'ea2@kestrel.example'];
    const api = await renderApp('read', (fake) => {
      keep({ answers: every })(fake);
      fake.handle('answers.suggest', () => ({
        lists: [
          {
            path,
            of: 2,
            accounts: upns.map((upn) => ({
              id: upn,
              upn,
              name: upn,
              reasons: [{ key: 'suggest_reason_excluded', values: { count: '3', total: '4' } }],
            })),
          },
        ],
        askFirst: [
          { path: 'populations.frontline', licences: ['SPE_F1'], seen: 0 },
          { path: 'infrastructure.npsExtension', licences: [], seen: 12 },
        ],
        passwordReset: { enabled: 40, of: 44 },
      }));
    });
    const field = await question(path);
    expect(await within(field).findByText('Worth a look: 2')).toBeTruthy();
    expect(within(field).getAllByText('left out of 3 of 4 policies')).toHaveLength(2);
    expect(within(field).getByText('Not answered yet')).toBeTruthy();
    expect(api.inputsOf('answers.save')).toHaveLength(0);
    await fireEvent.click(
      within(field).getByRole('button', { name: 'Add ea1@kestrel.example', hidden: true }),
    );
    await waitFor(() => expect(api.inputsOf('answers.save')).toHaveLength(1));
    expect(api.inputsOf('answers.save')[0]?.answers.accounts).toEqual({
      emergencyAccess: [{ upn: 'ea1@kestrel.example' }],
    });
    const first = document
      .querySelector('#answers-title')
      ?.closest('section')
      ?.querySelector('details');
    expect(first?.id).toBe('answers-infrastructure');
    expect(first?.nextElementSibling?.id).toBe('answers-populations');
    expect((await question('infrastructure.npsExtension')).textContent).toContain('(12)');
    expect((await question('sspr.scope')).textContent).toContain('counts 40 of 44 accounts');
  });

  it('says once in a visit that answers are saved', async () => {
    const api = await renderApp('read', keep({ answers: every }));
    const say = vi.spyOn(Announcer.prototype, 'say');
    const field = await question('sspr.scope');
    const radios = within(field).getAllByRole('radio', { hidden: true });
    for (const [index, radio] of radios.slice(0, 2).entries()) {
      await fireEvent.click(radio);
      await waitFor(() => expect(api.inputsOf('answers.save').length).toBeGreaterThan(index));
    }
    const said = () => say.mock.calls.filter(([text]) => text === 'Answers saved.').length;
    await waitFor(() => expect(said()).toBeGreaterThan(0));
    // The second saving has ended too.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(said()).toBe(1);
    say.mockRestore();
  });
});
