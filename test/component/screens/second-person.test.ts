import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { answerSecondCalls, secondUpn } from '../../fixtures/fake-second';
import { renderPlan, s02Plan } from '../render-plan';

const planHash = (): string => s02Plan().review.planHash;
type Second = ReturnType<typeof answerSecondCalls>;

/** The card about the second person, once it is there. */
const card = async () => within(await screen.findByRole('region', { name: 'A second person' }));

describe('the second person on Review', () => {
  it('is asked for by a choice, which gives another plan to review', async () => {
    const api = await renderPlan('review');
    const { getByRole, queryByRole } = await card();
    expect(queryByRole('button')).toBeNull();
    const before = api.inputsOf('review.get').length;
    await fireEvent.click(getByRole('checkbox', { name: /second administrator must approve/ }));
    await waitFor(() => expect(api.inputsOf('second.choose')).toEqual([{ isAsked: true }]));
    await waitFor(() => expect(api.inputsOf('review.get').length).toBe(before + 1));
    expect(
      (await card()).getByRole('button', { name: /Sign in as the second person/ }),
    ).toBeTruthy();
  });

  it('signs in once, is waited for, can be called off, and is named when it has approved', async () => {
    let second: Second | undefined;
    const api = await renderPlan('review', {
      prepare: (one) => (second = answerSecondCalls(one, planHash(), { isAsked: true })),
    });
    const press = async (name: RegExp): Promise<void> =>
      void (await fireEvent.click((await card()).getByRole('button', { name })));
    await press(/Sign in as the second person/);
    expect(api.inputsOf('second.approve')).toEqual([{ planHash: planHash(), way: 'apply' }]);
    expect((await card()).getByText(/Waiting for the second person/)).toBeTruthy();
    expect((await card()).queryByRole('button', { name: /Sign in as/ })).toBeNull();
    await press(/Cancel sign-in/);
    await (await card()).findByRole('button', { name: /Sign in as the second person/ });
    await press(/Sign in as the second person/);
    await (await card()).findByText(/Waiting for the second person/);
    second?.give('apply');
    expect(
      (await (await card()).findByText(/approved as the second person/)).textContent,
    ).toContain(secondUpn);
    expect((await card()).queryByRole('button')).toBeNull();
  });

  it('is asked for in every plan of the tenant until another administrator lets it go', async () => {
    let second: Second | undefined;
    const api = await renderPlan('review', {
      prepare: (one) => (second = answerSecondCalls(one, planHash(), { isAsked: true })),
    });
    const box = async (name: RegExp) =>
      (await card()).getByRole<HTMLInputElement>('checkbox', { name });
    await fireEvent.click(await box(/every plan of this tenant/));
    await waitFor(() => expect(api.inputsOf('second.always')).toEqual([{ isAlways: true }]));
    await waitFor(async () => {
      expect((await box(/second administrator must approve/)).disabled).toBe(true);
    });
    await fireEvent.click(await box(/every plan of this tenant/));
    await (await card()).findByText(/Waiting for the second person/);
    // Still set: nobody else has agreed yet.
    expect((await box(/every plan of this tenant/)).checked).toBe(true);
    second?.release();
    await waitFor(async () => {
      expect((await box(/every plan of this tenant/)).checked).toBe(false);
    });
    expect((await box(/second administrator must approve/)).disabled).toBe(false);
  });

  it('says why an account is refused, and asks again', async () => {
    let second: Second | undefined;
    await renderPlan('review', {
      prepare: (one) => (second = answerSecondCalls(one, planHash(), { isAsked: true })),
    });
    second?.refuse({ code: 'plan/same-approver', values: {} });
    const { findByText, getByRole } = await card();
    expect(await findByText('This account can’t be the second person.')).toBeTruthy();
    expect(getByRole('button', { name: /Sign in as the second person/ })).toBeTruthy();
  });
});

describe('the second person on Roll out', () => {
  it('is not spoken of where the plan asks for one', async () => {
    await renderPlan('rollout', { moment: 'ready' });
    await screen.findByRole('button', { name: 'Start ring 0' });
    expect(screen.queryByRole('region', { name: 'A second person' })).toBeNull();
  });

  it('approves going back by an approval of its own', async () => {
    const api = await renderPlan('rollout', {
      moment: 'failed',
      prepare: (one) =>
        answerSecondCalls(one, planHash(), {
          isAsked: true,
          apply: { by: secondUpn, at: '2026-11-22T12:25:00Z' },
        }),
    });
    const { getByText, getByRole, queryByRole } = await card();
    expect(getByText(/approved as the second person/)).toBeTruthy();
    expect(queryByRole('checkbox')).toBeNull();
    await fireEvent.click(getByRole('button', { name: /approve the roll back/ }));
    await waitFor(() =>
      expect(api.inputsOf('second.approve')).toEqual([{ planHash: planHash(), way: 'rollBack' }]),
    );
  });
});
