import { fireEvent, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderPlan } from '../render-plan';

describe('Roll out', () => {
  it('says why where it could not be held', async () => {
    await renderPlan('rollout', {
      moment: 'running',
      prepare: (fake) => fake.fail('rollout.hold', 'store/unwritable'),
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Hold' }));
    expect(await screen.findByRole('button', { name: 'Copy details' })).toBeTruthy();
  });
});
