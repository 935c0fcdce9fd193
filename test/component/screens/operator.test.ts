import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { screenNames } from '../../../shared/wizard/screen';
import { answerPlanCalls } from '../../fixtures/fake-plan';
import { planViews } from '../../fixtures/plan-views';
import { upTo } from '../../fixtures/rollout-progress';
import { renderPlan, stepOf } from '../render-plan';
import { renderApp } from '../render-with-app';

describe('an operator who would lock themselves out', () => {
  it('cannot say on Roll out that they have registered while the tenant shows otherwise', async () => {
    const views = planViews('S12');
    const own = views.rollout.steps.find((step) => step.manual?.id === 'secure_operator');
    const id = own?.id ?? '';
    const operator = own?.manual?.people.map((person) => person.id) ?? [];
    expect(operator).toHaveLength(1);
    const waiting = upTo(views.rollout, id, 'needsPerson', { status: 'PAUSED' });
    const rollout = { ...waiting, source: 'practice' as const };
    const api = await renderApp(
      'rollout',
      (fake) => {
        answerPlanCalls(fake, views)
          .handle('rollout.get', () => rollout)
          .fail('rollout.confirm', 'guardrail/blocker-open', {
            step: id,
            codes: 'OPERATOR-AT-RISK',
          });
      },
      { reached: [...screenNames] },
    );
    await screen.findByText(`Step ${id} waits for you`);
    const step = within(stepOf(id));
    await fireEvent.click(step.getByRole('button', { name: 'Register Authenticator for me' }));
    await waitFor(() =>
      expect(api.inputsOf('practice.registerPeople')).toEqual([{ userIds: operator }]),
    );
    const [field] = step.getAllByRole('textbox');
    await fireEvent.input(field as HTMLElement, { target: { value: 'I have a passkey.' } });
    await fireEvent.click(step.getByRole('button', { name: 'Record as done' }));
    expect(
      await step.findByText(/Your account holds no lasting method that the planned policy allows/),
    ).toBeTruthy();
    expect((field as HTMLTextAreaElement).value).toBe('I have a passkey.');
  });

  it('reads on New policy why their only method cannot be turned off', async () => {
    const api = await renderPlan('policy', {
      prepare: (fake) =>
        fake.fail('policy.setMethod', 'guardrail/choice-last-method', {
          ...{ place: 'methods.Sms', count: '1', people: 'gaa@kestrel.example' },
        }),
    });
    const values = within(
      await screen.findByRole('group', { name: 'New value of Text message (SMS)' }),
    );
    await fireEvent.click(values.getByRole('radio', { name: 'Off' }));
    await waitFor(() => expect(api.inputsOf('policy.setMethod')).toHaveLength(1));
    expect(await screen.findByText(/^This method can’t be taken away/)).toBeTruthy();
    expect(screen.getByText(/gaa@kestrel\.example/)).toBeTruthy();
    expect(screen.queryByText('Your choice')).toBeNull();
  });
});
