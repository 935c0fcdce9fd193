import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { rolloutAt } from '../../fixtures/rollout-states';
import { renderPlan, s02Plan } from '../render-plan';

const { rollout, stepPeople } = s02Plan();
const [first] = stepPeople.rows;
if (first === undefined) throw new Error('nobody');

describe('A roll back of one person that stopped', () => {
  it('says whom alone it was about', async () => {
    const person = { id: first.id, name: first.name, upn: first.upn };
    await renderPlan('rollout', {
      prepare: (api) =>
        api.handle('rollout.get', () => ({
          ...rolloutAt(rollout, 'held'),
          ...{ isHeldWhole: true, backRange: { ring: null, from: null, person } },
        })),
    });
    await screen.findByText(new RegExp(`^Only ${first.name} was being taken back`));
    expect(screen.queryByText(/^Steps still done/)).toBeNull();
  });
});
