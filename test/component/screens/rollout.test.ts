import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import en from '../../../shared/messages/en.json';
import { rolloutAt } from '../../fixtures/rollout-states';
import { renderPlan, s02Plan, stepOf } from '../render-plan';

describe('Roll out', () => {
  it('starts a ring only through the confirmation, with the phrase and its ticket', async () => {
    const api = await renderPlan('rollout');
    const start = await screen.findByRole('button', { name: 'Start ring 0' });
    await fireEvent.click(start);
    const dialog = await screen.findByRole('dialog', { name: 'Start ring 0 for 3 people?' });
    // As the table of the rings says; the number to type is of everybody these steps touch.
    expect(s02Plan().rollout.rings[0]?.size).toBe(3);
    expect(within(dialog).getByText(/^People in ring 0: 3\. .* touch 10, each/)).toBeTruthy();
    expect(api.inputsOf('rollout.start')).toEqual([]);
    const act = within(dialog).getByRole('button', { name: 'Start ring 0' });
    await fireEvent.click(act);
    expect(api.inputsOf('rollout.start')).toEqual([]);
    const field = within(dialog).getByLabelText('To confirm, type “kestrel.example 10”');
    await fireEvent.input(field, { target: { value: 'kestrel.example 10' } });
    await fireEvent.click(act);
    await waitFor(() =>
      expect(api.inputsOf('rollout.start')).toEqual([
        {
          ...{ ticket: 'ticket-1', phrase: 'kestrel.example 10', outsideReason: '' },
          planHash: s02Plan().rollout.planHash,
        },
      ]),
    );
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(await screen.findByRole('button', { name: 'Hold' })).toBeTruthy();
  });

  it('says when the schedule opens, and starts sooner only with a reason', async () => {
    const api = await renderPlan('rollout');
    const closed = { opensAt: '2026-12-07T09:00+09:00', zone: 'Asia/Tokyo' };
    api.handle('rollout.prepare', ({ act, ring }) => ({
      ...s02Plan().commit,
      ...{ act, ring, phrase: '', closed },
    }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Start ring 0' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('The schedule is closed now')).toBeTruthy();
    expect(dialog.getByText(/^It opens 7 Dec 2026, 09:00 \(JST\)/)).toBeTruthy();
    const field = dialog.getByLabelText('Reason to start now (optional)');
    await fireEvent.input(field, { target: { value: 'x'.repeat(1_030) } });
    await fireEvent.click(dialog.getByRole('button', { name: 'Start ring 0' }));
    expect(dialog.getByText(/^Too long by 6 characters: up to 1,024 can be saved/)).toBeTruthy();
    expect(document.activeElement).toBe(field);
    expect(api.inputsOf('rollout.start')).toEqual([]);
    await fireEvent.input(field, { target: { value: ' phones end on Monday ' } });
    await fireEvent.click(dialog.getByRole('button', { name: 'Start ring 0' }));
    await waitFor(() =>
      expect(api.inputsOf('rollout.start')[0]?.outsideReason).toBe('phones end on Monday'),
    );
  });

  it('does not explain a number of people that is the ring’s own', async () => {
    const api = await renderPlan('rollout');
    const commit = { ...s02Plan().commit, phrase: '', people: 3 };
    api.handle('rollout.prepare', ({ act, ring }) => ({ ...commit, act, ring }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Start ring 0' }));
    const dialog = await screen.findByRole('dialog', { name: 'Start ring 0 for 3 people?' });
    expect(within(dialog).queryByText(/counted once/)).toBeNull();
  });

  it('leads to a step done by hand before anything is started', async () => {
    const api = await renderPlan('rollout');
    const go = await screen.findByRole('button', { name: 'Go to step s01' });
    expect(go.dataset['command']).toBe('primary');
    expect(screen.getByText(/^Next: Create two emergency access accounts/)).toBeTruthy();
    await fireEvent.click(go);
    expect(document.activeElement).toBe(stepOf('s01'));
    expect(api.inputsOf('rollout.prepare')).toEqual([]);
  });

  it('offers nothing to go on to behind the last step, when that is done by hand', async () => {
    const view = s02Plan().rollout;
    const alone = { ...view, steps: view.steps.slice(0, 1) };
    await renderPlan('rollout', { prepare: (fake) => fake.handle('rollout.get', () => alone) });
    await screen.findByRole('button', { name: 'Go to step s01' });
    expect(screen.queryByRole('button', { name: /^Start/ })).toBeNull();
  });

  it('says plainly when going on only reads, and names what changes for everybody', async () => {
    const api = await renderPlan('rollout');
    const answer = { ...s02Plan().commit, phrase: '', people: 0, writes: 0, changes: [] };
    api.handle('rollout.prepare', ({ act, ring }) => ({ ...answer, act, ring }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Start ring 0' }));
    const reads = within(await screen.findByRole('dialog', { name: 'Go on with ring 0?' }));
    expect(reads.getByText(/nothing is changed\. Tenant:/)).toBeTruthy();
    expect(reads.queryByText(/You can roll this back/)).toBeNull();
    expect(reads.getByRole('button', { name: 'Go on with ring 0' })).toBeTruthy();
    await fireEvent.click(reads.getByRole('button', { name: 'Not now' }));

    const changes: ('migration' | 'policy')[] = ['migration'];
    api.handle('rollout.prepare', ({ act, ring }) => ({
      ...answer,
      act,
      ring,
      writes: 1,
      changes,
    }));
    await fireEvent.click(screen.getByRole('button', { name: 'Start ring 0' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('The migration state changes.')).toBeTruthy();
    expect(dialog.queryByText(/switched on|asked for MFA/)).toBeNull();
    expect(dialog.getByText(/You can roll this back/)).toBeTruthy();
  });

  it('changes nothing when it is not confirmed', async () => {
    const api = await renderPlan('rollout');
    await fireEvent.click(await screen.findByRole('button', { name: 'Start ring 0' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Not now' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(api.inputsOf('rollout.start')).toEqual([]);
  });

  it('fills the evidence from two practice accounts and records it', async () => {
    const api = await renderPlan('rollout', { moment: 'manual' });
    await screen.findByText('Step s01 waits for you');
    const step = within(stepOf('s01'));
    await fireEvent.click(step.getByRole('button', { name: 'Record as done' }));
    const field = step.getByLabelText('User names of the emergency access accounts');
    expect(document.activeElement).toBe(field);
    const told = document.getElementById(
      field.getAttribute('aria-describedby')?.split(' ')[0] ?? '',
    );
    expect(told?.textContent).toBe(en.rollout_evidence_accounts_missing);
    expect(api.inputsOf('rollout.confirm')).toEqual([]);

    await fireEvent.click(step.getByRole('button', { name: 'Create two practice accounts' }));
    await waitFor(() => expect((field as HTMLTextAreaElement).value).toContain('ea1@'));
    expect([told?.isConnected, field.getAttribute('aria-invalid')]).toEqual([false, 'false']);
    await fireEvent.click(step.getByRole('button', { name: 'Record as done' }));
    await waitFor(() => expect(api.inputsOf('rollout.confirm')[0]?.stepId).toBe('s01'));
    expect(api.inputsOf('rollout.confirm')[0]?.evidence.split('\n')).toHaveLength(2);
  });

  it('keeps a gate shut with its figure, and lets people register on a practice tenant', async () => {
    const api = await renderPlan('rollout', { moment: 'gate' });
    await screen.findByText('Step s19 waits for you');
    const step = within(stepOf('s19'));
    const row = step.getByRole('rowheader', { name: 'People with a working method (%)' });
    const cells = [...(row.closest('tr')?.querySelectorAll('td') ?? [])];
    expect(cells.slice(0, 3).map((cell) => cell.textContent.trim())).toEqual(['50', '100', 'Shut']);
    await fireEvent.click(step.getByRole('button', { name: 'Let the people register (practice)' }));
    await waitFor(() => expect(api.inputsOf('practice.registerPeople')).toHaveLength(1));
    expect(
      await step.findByText(/^8 people registered .*\. Choose “Check the gate again” to read/),
    ).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Check the gate again' })).toBeTruthy();
    await fireEvent.click(step.getByRole('button', { name: 'Record and pass the gate' }));
    expect(api.inputsOf('rollout.confirm')).toEqual([]);
  });

  it('goes to the step that waits by F8', async () => {
    await renderPlan('rollout', { moment: 'gate' });
    await screen.findByText('Step s19 waits for you');
    const composing = { key: 'F8', isComposing: true };
    expect(await fireEvent.keyDown(document.body, composing)).toBe(true);
    await fireEvent.keyDown(document.body, { key: 'F8' });
    expect(document.activeElement).toBe(stepOf('s19'));
  });

  it('holds by Ctrl+. while it runs, and only then', async () => {
    const api = await renderPlan('rollout', { moment: 'running' });
    await screen.findByRole('button', { name: 'Hold' });
    await fireEvent.keyDown(document.body, { key: '.', ctrlKey: true });
    await waitFor(() => expect(api.inputsOf('rollout.hold')).toHaveLength(1));
    expect(await screen.findByText('On hold')).toBeTruthy();
    await fireEvent.keyDown(document.body, { key: '.', ctrlKey: true });
    expect(api.inputsOf('rollout.hold')).toHaveLength(1);
  });

  it('says what it checks after a restart, then follows events to the end', async () => {
    const api = await renderPlan('rollout', { moment: 'recovering' });
    expect(await screen.findByText(/^Checking step 31 of \d+ before anything else/)).toBeTruthy();
    api.notify('rollout.changed', rolloutAt(s02Plan().rollout, 'done'));
    expect(await screen.findByRole('button', { name: 'Go to Finish' })).toBeTruthy();
  });

  it('rolls a ring back through its own confirmation', async () => {
    const api = await renderPlan('rollout', { moment: 'held' });
    await fireEvent.click(await screen.findByRole('button', { name: 'Roll back from ring 1…' }));
    const dialog = await screen.findByRole('dialog', {
      name: 'Roll back ring 1 and everything after it?',
    });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Roll back from ring 1' }));
    await waitFor(() => expect(api.inputsOf('rollout.rollBack')).toHaveLength(1));
    expect(api.inputsOf('rollout.prepare')).toEqual([{ act: 'rollBack', ring: 1 }]);
    expect(await screen.findByText('Rolling back')).toBeTruthy();
  });

  it('says which account to sign in with after another one did, and leads there', async () => {
    const api = await renderPlan('rollout', { moment: 'otherAccount' });
    expect(await screen.findByText('Another account signed in.')).toBeTruthy();
    expect(screen.getByText(/^This rollout belongs to gaa@kestrel\.example\./)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Go to Connect' }));
    expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'connect' }]);
  });

  it.each([
    ['–', /^On the Connect screen, sign out, then sign in with the account that began/],
    ['e6f8b6f0-1111-4222-8333-944455556666', /^On the Connect screen, sign out, then sign in/],
    ['Global Administrator', /^The signed-in account no longer holds the role Global Adm/],
  ])('says how to go on where %s is expected', async (expected, text) => {
    const api = await renderPlan('rollout', { moment: 'otherAccount' });
    await screen.findByText('Another account signed in.');
    const view = rolloutAt(s02Plan().rollout, 'otherAccount');
    const failure = { code: 'auth/account-mismatch' as const, values: { expected } };
    api.notify('rollout.changed', { ...view, failure });
    expect(await screen.findByText(text)).toBeTruthy();
  });

  it('says at the step which role a refusal asks for', async () => {
    await renderPlan('rollout', { moment: 'failed' });
    expect(await screen.findByText(/^Sign in with the role Groups Administrator,/)).toBeTruthy();
  });

  it('leads to Review when no plan is approved', async () => {
    await renderPlan('rollout', { moment: 'notApproved' });
    expect(await screen.findByText('No approved plan yet')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Review the plan' })).toBeTruthy();
  });
});

describe('going on after the sign-in has ended', () => {
  it('leads to signing in again from the refusal itself', async () => {
    const api = await renderPlan('rollout');
    const commit = { ...s02Plan().commit, phrase: '' };
    api.handle('rollout.prepare', ({ act, ring }) => ({ ...commit, act, ring }));
    api.fail('rollout.start', 'auth/signed-out');
    await fireEvent.click(await screen.findByRole('button', { name: 'Start ring 0' }));
    const dialog = within(await screen.findByRole('dialog'));
    await fireEvent.click(dialog.getByRole('button', { name: 'Start ring 0' }));
    // The dialog goes, and the refusal stands on the screen.
    await waitFor(() => expect(document.querySelector('dialog')).toBeNull());
    await fireEvent.click(screen.getByRole('button', { name: 'Sign in to continue' }));
    await waitFor(() => expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'connect' }]));
  });
});
