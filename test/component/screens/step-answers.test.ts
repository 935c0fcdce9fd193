import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { rolloutAt } from '../../fixtures/rollout-states';
import { renderPlan, s02Plan, stepOf } from '../render-plan';

const question = 'What should happen with this step?';
const create = s02Plan().rollout.steps.find((step) => step.kind === 'group.create')?.id ?? '';
const method =
  s02Plan().rollout.steps.findLast((step) => step.kind === 'method.configure')?.id ?? '';
const objectId = '1a2b3c4d-5e6f-4a1b-8c2d-3e4f5a6b7c8d';

const focused = (): string => document.activeElement?.textContent.trim() ?? '';
const said = (): string => document.querySelector('[role="status"]')?.textContent.trim() ?? '';

describe('a create of which nobody knows whether it arrived', () => {
  it('is sent once more only after a person has looked', async () => {
    const api = await renderPlan('rollout', { moment: 'lostCreate' });
    await screen.findByText(`Step ${create} waits for you`);
    const step = within(stepOf(create));
    expect(step.getByRole('region', { name: question })).toBeTruthy();
    expect(step.getByText(/no answer came.*deleted items were not looked at/)).toBeTruthy();
    expect(
      step.getByText(/All groups, then Deleted groups\. Search for Causeway: SMS trans/),
    ).toBeTruthy();
    const resend = step.getByRole('button', { name: 'Send it once more' });
    const box = step.getByRole('checkbox', { name: 'I looked: it isn’t there' });

    await fireEvent.click(resend);
    expect(document.activeElement).toBe(box);
    expect(box.getAttribute('aria-invalid')).toBe('true');
    const error = step.getByText('Look in the portal first, then tick this box.');
    expect(box.getAttribute('aria-describedby')).toBe(error.id);
    expect(api.inputsOf('rollout.settle')).toEqual([]);

    await fireEvent.click(box);
    await fireEvent.click(resend);
    await waitFor(() =>
      expect(api.inputsOf('rollout.settle')).toEqual([
        { stepId: create, as: 'resend', objectId: null },
      ]),
    );
    await waitFor(() => expect(focused()).toBe('Continue to ring 0'));
    expect(said()).toBe(`Step ${create} is sent once more when you go on.`);
    expect(screen.queryByText(question)).toBeNull();
  });

  it('takes an object by its ID, typed in any width, by Enter', async () => {
    const api = await renderPlan('rollout', { moment: 'lostPolicy' });
    const field = await screen.findByLabelText('Object ID');
    expect(screen.getByText(/copy the ID from the address, after policyId/)).toBeTruthy();
    expect(screen.getByText(/^Microsoft did create this.*with the ID 1a2b3c4d-/)).toBeTruthy();
    await fireEvent.input(field, { target: { value: 'cw-7ce31175-2' } });
    await fireEvent.click(screen.getByRole('button', { name: 'This is the one' }));
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    const error = screen.getByText(/^Enter an object ID: five groups of digits/);
    expect(field.getAttribute('aria-describedby')?.split(' ')).toContain(error.id);
    expect(api.inputsOf('rollout.settle')).toEqual([]);

    const wide = objectId.toUpperCase().replace('1A2B', '１Ａ２Ｂ');
    await fireEvent.input(field, { target: { value: ` ${wide} ` } });
    expect(field.getAttribute('aria-invalid')).toBe('false');
    await fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
    expect(api.inputsOf('rollout.settle')).toEqual([]);
    await fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() =>
      expect(api.inputsOf('rollout.settle')).toMatchObject([{ as: 'adopt', objectId }]),
    );
    await waitFor(() => expect(focused()).toBe('Continue to ring 0'));
  });

  it('is left only after a second yes, and never called done', async () => {
    const api = await renderPlan('rollout', { moment: 'lostCreate' });
    await screen.findByText(`Step ${create} waits for you`);
    const step = within(stepOf(create));
    const press = () => step.getByRole('button', { name: 'Leave it and go on' });
    await fireEvent.click(press());
    const asked = `Leave step ${create} as it is and go on?`;
    await waitFor(() => expect(focused()).toBe(asked));
    await fireEvent.keyDown(step.getByRole('group', { name: asked }), { key: 'Escape' });
    await waitFor(() => expect(document.activeElement).toBe(press()));
    await fireEvent.click(press());
    await fireEvent.click(step.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(document.activeElement).toBe(press()));
    expect(api.inputsOf('rollout.settle')).toEqual([]);

    await fireEvent.click(press());
    await fireEvent.click(press());
    await waitFor(() =>
      expect(api.inputsOf('rollout.settle')).toEqual([
        { stepId: create, as: 'skip', objectId: null },
      ]),
    );
    await waitFor(() => expect(focused()).toBe('Continue to ring 0'));
    expect(said()).toBe(`Step ${create} is left as it is.`);
    const badge = step.getByText('Left as it is');
    expect(badge.className).toContain('tone-neutral');
    expect(screen.getByText('6 of 18 done, 1 left as it is')).toBeTruthy();
    expect(screen.getByText('1 step left as it is')).toBeTruthy();
  });

  it('offers only the answers main takes', async () => {
    const api = await renderPlan('rollout', { moment: 'doubled' });
    expect(await screen.findByText(/there is more than one that fits/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Send it once more' })).toBeNull();
    expect(screen.getByRole('button', { name: 'This is the one' })).toBeTruthy();
    api.notify('rollout.changed', rolloutAt(s02Plan().rollout, 'unsettled'));
    expect(await screen.findByText(/^Readings of this value differ/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'This is the one' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Leave it and go on' })).toBeTruthy();
  });

  it('says of a change that was not read back why, and that it is read first', async () => {
    await renderPlan('rollout', { moment: 'unread' });
    expect(
      await screen.findByText(/Microsoft Graph could not be reached\. Nothing more/),
    ).toBeTruthy();
    expect(screen.getByText(/^It isn’t known whether the change was saved, because/)).toBeTruthy();
    expect(screen.queryByText(/^Readings of this value differ/)).toBeNull();
    expect(screen.getByRole('button', { name: 'Leave it and go on' })).toBeTruthy();
  });

  it('keeps the question, what was typed and focus when main refuses', async () => {
    const api = await renderPlan('rollout', { moment: 'lostCreate' });
    const field = await screen.findByLabelText<HTMLInputElement>('Object ID');
    api.fail('rollout.settle', 'guardrail/refused', { step: create, expected: 'ownObject' });
    await fireEvent.input(field, { target: { value: objectId } });
    field.focus();
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(await screen.findByText(/^Needed first: the object with this rollout’s/)).toBeTruthy();
    expect(document.activeElement).toBe(field);
    expect(field.value).toBe(objectId);
  });
});

describe('a step that can’t be taken back', () => {
  it('says for whom, and is left without being called rolled back', async () => {
    const api = await renderPlan('rollout', { moment: 'stuckBack' });
    expect(
      await screen.findByText(/: Aiko Sato, Ren Ito, Mei Mori, Yuto Abe, Hana Ono and 2 more\./),
    ).toBeTruthy();
    const step = within(stepOf(method));
    expect(step.getByText(/isn’t called rolled back\. The rest is taken back/)).toBeTruthy();
    await fireEvent.click(step.getByRole('button', { name: 'Leave this step as it is' }));
    await waitFor(() => expect(focused()).toBe(`Leave step ${method} as it is now?`));
    await fireEvent.click(step.getByRole('button', { name: 'Leave this step as it is' }));
    await waitFor(() =>
      expect(api.inputsOf('rollout.settle')).toEqual([
        { stepId: method, as: 'skip', objectId: null },
      ]),
    );
    await waitFor(() => expect(focused()).toBe('Roll back…'));
    expect(document.activeElement?.closest('footer')).not.toBeNull();
    expect(step.getByText('Left as it is')).toBeTruthy();
    expect(step.queryByText('Rolled back')).toBeNull();
    expect(screen.getByText('The roll back isn’t finished')).toBeTruthy();
  });

  it('goes on rolling back what was asked for, not everything', async () => {
    const stuck = rolloutAt(s02Plan().rollout, 'stuckBack');
    const api = await renderPlan('rollout', {
      prepare: (one) =>
        one.handle('rollout.get', () => ({ ...stuck, backRange: { ring: 1, from: null } })),
    });
    await screen.findByText(question);
    const step = within(stepOf(method));
    await fireEvent.click(step.getByRole('button', { name: 'Roll back…' }));
    await waitFor(() =>
      expect(api.inputsOf('rollout.prepare')).toEqual([{ act: 'rollBack', ring: 1 }]),
    );
  });

  it('can’t be answered while something runs', async () => {
    const api = await renderPlan('rollout', { moment: 'stuckBack' });
    await screen.findByText(question);
    const stuck = rolloutAt(s02Plan().rollout, 'stuckBack');
    api.notify('rollout.changed', { ...stuck, state: 'rollingBack' });
    await waitFor(() => expect(screen.queryByText(question)).toBeNull());
  });
});
