import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { failure } from '../../../shared/diagnostic';
import { upTo } from '../../fixtures/rollout-progress';
import { renderPlan, s02Plan, stepOf } from '../render-plan';

const chooseGuide = async () =>
  fireEvent.click(await screen.findByRole('radio', { name: /^Guide me/ }));
const primary = () => document.querySelector<HTMLElement>('footer [data-command="primary"]');
const guideOf = (id: string) => {
  const found = s02Plan().guides.find(({ step }) => step === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('a step done in the portal', () => {
  it('is applied by the app unless a person says otherwise', async () => {
    const api = await renderPlan('rollout', { moment: 'nextMethod' });
    const app = await screen.findByRole<HTMLInputElement>('radio', { name: /^Apply for me/ });
    expect(app.checked).toBe(true);
    expect(api.inputsOf('rollout.guide')).toEqual([]);
    expect(primary()?.textContent).toContain('Continue to ring 0');
  });

  it('shows where, what and the exact values, and takes evidence of it', async () => {
    const api = await renderPlan('rollout', { moment: 'nextMethod' });
    await chooseGuide();
    const step = within(stepOf('s02'));
    const steps = within(await step.findByRole('region', { name: 'In the portal' }));
    expect(steps.getByText(/Authentication methods › Policies/)).toBeTruthy();
    const row = within(steps.getByRole('row', { name: /isSoftwareOathEnabled/ }));
    expect(row.getByText(/^Allow use of Microsoft Authenticator OTP/)).toBeTruthy();
    for (const said of ['No', 'Yes']) expect(row.getByText(new RegExp(`^${said}`))).toBeTruthy();
    for (const graph of ['isSoftwareOathEnabled', 'false', 'true']) {
      expect(row.getByText(graph).tagName).toBe('CODE');
    }
    expect(row.getByRole('button', { name: 'Copy isSoftwareOathEnabled' })).toBeTruthy();
    expect(primary()?.textContent).toContain('Go to step s02');
    await fireEvent.click(step.getByRole('button', { name: 'Check and record' }));
    expect(step.getByText('Write down what was done first.')).toBeTruthy();
    expect(api.inputsOf('rollout.confirm')).toEqual([]);
    await fireEvent.input(step.getByLabelText('What was done'), { target: { value: 'By hand' } });
    await fireEvent.click(step.getByRole('button', { name: 'Check and record' }));
    await waitFor(() =>
      expect(api.inputsOf('rollout.confirm')).toEqual([{ stepId: 's02', evidence: 'By hand' }]),
    );
    // The next one is by hand too, and nothing was asked for on the way.
    await waitFor(() => expect(primary()?.textContent).toContain('Go to step s03'));
    await waitFor(() => expect(document.activeElement).toBe(primary()));
    expect(api.inputsOf('rollout.prepare')).toEqual([]);
    expect(api.inputsOf('rollout.start')).toEqual([]);
  });

  it('says what still differs, and keeps what was written', async () => {
    const differs = 'isSoftwareOathEnabled: false → true';
    const values = { step: 's02', target: 'MicrosoftAuthenticator', differs };
    const api = await renderPlan('rollout', { moment: 'nextMethod' });
    api.fail('rollout.confirm', 'step/not-there-yet', values);
    await chooseGuide();
    const field = await screen.findByLabelText<HTMLTextAreaElement>('What was done');
    await fireEvent.input(field, { target: { value: 'By hand' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Check and record' }));
    expect(await screen.findByText('Step s02 is not there yet.')).toBeTruthy();
    expect(screen.getByText(new RegExp(differs))).toBeTruthy();
    expect(field.value).toBe('By hand');
    expect(within(stepOf('s02')).queryByText('Done')).toBeNull();
  });

  it('says that it is being read back, and can be cancelled', async () => {
    const api = await renderPlan('rollout', { moment: 'nextMethod' });
    api.hang('rollout.confirm');
    await chooseGuide();
    const field = await screen.findByLabelText<HTMLTextAreaElement>('What was done');
    await fireEvent.input(field, { target: { value: 'By hand' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Check and record' }));
    const said = await screen.findByText(/reads it several times/, {}, { timeout: 5_000 });
    expect(said).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(api.inputsOf('rollout.hold')).toEqual([{}]);
  });

  it('leads nobody into a step that a check stands against', async () => {
    const against = [{ guard: 'G13', failure: failure('plan/stale', { days: '7' }) }];
    const api = await renderPlan('rollout', { moment: 'nextMethod' });
    api.handle('rollout.guide', () => ({ ...guideOf('s02'), against }));
    await chooseGuide();
    expect((await screen.findByText(/^Not now: /)).closest('[role="alert"]')).not.toBeNull();
    expect(screen.queryByRole('region', { name: 'In the portal' })).toBeNull();
    expect(screen.queryByRole('button', { name: /practice/ })).toBeNull();
    api.handle('rollout.guide', () => guideOf('s02'));
    await fireEvent.click(screen.getByRole('button', { name: 'Look again' }));
    expect(await screen.findByRole('region', { name: 'In the portal' })).toBeTruthy();
  });

  it('tells why a group is the app’s, and goes on no further than before the next one', async () => {
    const api = await renderPlan('rollout', { moment: 'nextGroup' });
    await chooseGuide();
    expect(await screen.findByText('Causeway applies this step')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Check and record' })).toBeNull();
    const go = await screen.findByRole('button', { name: 'Continue to step s07' });
    await fireEvent.click(go);
    await waitFor(() =>
      expect(api.inputsOf('rollout.prepare')).toEqual([
        { act: 'resume', ring: null, until: 's07' },
      ]),
    );
  });

  it('counts people and lists those to do, with those to leave out', async () => {
    const { rollout } = s02Plan();
    const step = rollout.steps.find(({ kind }) => kind === 'group.add')?.id ?? '';
    const found = guideOf(step);
    const [one] = found.object?.names ?? [];
    if (one === undefined) throw new Error('nobody');
    const api = await renderPlan('rollout', {
      prepare: (fake) => fake.handle('rollout.get', () => upTo(rollout, step, 'ready')),
    });
    const leftOut = { people: 1, names: [{ ...one, why: 'PU-MFA-NOT-COVERED' }] };
    api.handle('rollout.guide', () => ({ ...found, leftOut }));
    await chooseGuide();
    const portal = within(await screen.findByRole('region', { name: 'In the portal' }));
    const list = portal.getByRole('list', { name: 'People of this step' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(found.object?.people ?? 0);
    expect(screen.getByText('Leave these people as they are (1)')).toBeTruthy();
    expect(screen.getByText(/No enabled policy asks them for MFA\./)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: /^Do it as in the portal/ }));
    expect(await screen.findAllByText(/^Changed in the practice tenant/)).not.toEqual([]);
    expect(api.inputsOf('practice.doByHand')).toEqual([{ stepId: step }]);
  });
});
