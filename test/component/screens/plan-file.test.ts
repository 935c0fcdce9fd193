import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { ScreenName } from '../../../shared/wizard/screen';
import { anAppState, aWorkspace } from '../../fixtures/s02-app-views';
import { renderPlan, s02Plan } from '../render-plan';

const reached: ScreenName[] = [
  ...(['home', 'settings', 'findings', 'rings', 'schedule', 'messages', 'review'] as const),
  'export',
];

/** A screen while a plan file is open. */
const renderFile = (name: ScreenName) =>
  renderPlan(name, {
    prepare: (own) => {
      const workspace = aWorkspace({ source: 'plan', screen: name });
      own.handle('app.getState', () => anAppState(name, { workspace, reached }));
      if (name !== 'review') return;
      own.handle('review.get', () => ({
        ...s02Plan().review,
        readOnly: { key: 'review_read_only_file', values: {} },
        proposal: { droppedApprovals: 2 },
      }));
    },
  });

it('Review says how to apply it, what was dropped, and offers no approval', async () => {
  await renderFile('review');
  expect(await screen.findByText('Sign in to apply this plan.')).toBeTruthy();
  expect(screen.getByText(/Approvals dropped from the file: 2/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Approve plan' })).toBeNull();
  expect(screen.queryByText(/You can approve now/)).toBeNull();
  expect(screen.getByRole('button', { name: 'Findings' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'New policy' })).toBeNull();
});

it('Review of an old reading offers no reading, which a file cannot have', async () => {
  await renderPlan('review', {
    prepare: (own) => {
      const workspace = aWorkspace({ source: 'plan', screen: 'review' });
      own.handle('app.getState', () => anAppState('review', { workspace, reached }));
      const proposal = { droppedApprovals: 0 };
      own.handle('review.get', () => ({ ...s02Plan().review, proposal, stale: true }));
    },
  });
  expect(await screen.findByText(/Have the plan made again from a new reading/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Read again' })).toBeNull();
});

it('Rings shows who is where, and nothing to change it with', async () => {
  await renderFile('rings');
  expect(await screen.findByRole('grid', { name: 'People in ring 0' })).toBeTruthy();
  for (const name of [/^Move/, /^Undo/, /^Redo/, 'Set rings']) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
  expect(screen.queryByLabelText('Move selected people to')).toBeNull();
  expect(screen.queryAllByRole('checkbox')).toEqual([]);
});

it('Findings offers neither a choice nor an acceptance, nor a reading', async () => {
  await renderFile('findings');
  expect(await screen.findByRole('button', { name: 'See rings' })).toBeTruthy();
  for (const name of [/^Accept/, 'Read again', 'Go to Read data', 'Design the new policy']) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
});

it('the rail says what needs a tenant, and leads to no log', async () => {
  await renderFile('review');
  const roll = await screen.findByRole('button', { name: /Roll out.*Needs a tenant/ });
  expect(roll.getAttribute('aria-disabled')).toBe('true');
  expect(screen.queryByRole('button', { name: 'Activity log' })).toBeNull();
});

it('Review begins at the tenant of the plan, which says where the draft comes from', async () => {
  const api = await renderFile('review');
  await fireEvent.click(await screen.findByRole('button', { name: 'Sign in to its tenant' }));
  expect(await screen.findByText(/Answers and choices come from the plan file/)).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Connect' })).toBeTruthy();
  expect(api.inputsOf('home.signInForPlan')).toEqual([{ registration: null }]);
});

it('a registration is asked for at the tenant of the plan and no other', async () => {
  const api = await renderFile('review');
  const asks = { cloud: 'usgov' as const, tenant: '8c5f0000-0000-4000-8000-000000000002' };
  api.handle('home.signInForPlan', ({ registration }) => ({
    asks: registration === null ? asks : null,
    state: anAppState(registration === null ? 'review' : 'connect'),
  }));
  await fireEvent.click(await screen.findByRole('button', { name: 'Sign in to its tenant' }));
  const dialog = within(await screen.findByRole('dialog'));
  const tenant = dialog.getByLabelText<HTMLInputElement>('Tenant ID');
  const cloud = dialog.getByLabelText<HTMLSelectElement>('Cloud');
  expect([tenant.value, tenant.readOnly]).toEqual([asks.tenant, true]);
  expect([cloud.value, cloud.disabled]).toEqual(['usgov', true]);
  const clientId = '11111111-2222-4333-8444-555555555555';
  await fireEvent.input(dialog.getByLabelText('Application (client) ID'), {
    target: { value: clientId },
  });
  await fireEvent.click(dialog.getByRole('button', { name: 'Continue' }));
  await waitFor(() =>
    expect(api.inputsOf('home.signInForPlan')).toEqual([
      { registration: null },
      { registration: { clientId, writeClientId: null } },
    ]),
  );
  expect(api.inputsOf('home.newTenant')).toEqual([]);
});

it('Schedule shows when each ring starts and who owns it, and nothing to change it with', async () => {
  await renderFile('schedule');
  expect(await screen.findByRole('heading', { name: 'Rings' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'See messages' })).toBeTruthy();
  for (const name of [/^Undo/, /^Redo/, 'Set dates']) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
  expect(screen.queryAllByRole('textbox')).toEqual([]);
  expect(screen.queryAllByRole('checkbox')).toEqual([]);
});

it('Messages shows every text, and lets none be written', async () => {
  const api = await renderFile('messages');
  const body = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
  expect([body.readOnly, body.value.length > 0]).toEqual([true, true]);
  for (const field of screen.getAllByRole<HTMLInputElement>('textbox')) {
    expect(field.readOnly).toBe(true);
  }
  for (const name of [/^Undo/, 'Use these messages']) {
    expect(screen.queryByRole('button', { name })).toBeNull();
  }
  expect(api.inputsOf('messages.set')).toEqual([]);
});
