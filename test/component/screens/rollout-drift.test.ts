import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderPlan, s02Plan } from '../render-plan';

describe('people who changed since the approval', () => {
  it('are told above the steps with the ring they are in', async () => {
    await renderPlan('rollout', {
      prepare: (api) => {
        const one = { name: 'Kai', upn: 'kai@kestrel.example', ring: 2 };
        api.handle('rings.drift', () => ({
          readAt: '2026-12-01T00:00:00Z',
          unread: null,
          joined: { people: 52, first: [one] },
          left: { people: 0, first: [] },
          moved: { people: 0, first: [] },
        }));
      },
    });
    expect(await screen.findByText(/^52 people would be in a ring now/)).toBeTruthy();
    expect(screen.getByText('and 51 more')).toBeTruthy();
    expect(screen.queryByText(/would be in no ring now/)).toBeNull();
  });
});

describe('who is in the rings when applying begins', () => {
  it('is asked again once a run has noted it, and said as unknown with its reason', async () => {
    const api = await renderPlan('rollout', {
      prepare: (fake) => fake.handle('rings.drift', () => null),
    });
    await waitFor(() => expect(api.inputsOf('rings.drift')).toHaveLength(1));
    expect(screen.queryByText('Who is in the rings now is unknown')).toBeNull();
    const none = { people: 0, first: [] };
    api.handle('rings.drift', () => ({
      readAt: '2026-12-01T00:00:00Z',
      unread: { code: 'plan/snapshot-incomplete', values: { source: 'users' } },
      ...{ joined: none, left: none, moved: none },
    }));
    const noted = {
      ...{ at: '2026-12-01T00:00:00Z', stepId: null, type: 'note' as const },
      text: { key: 'rollout_log_ring_drift_unread', values: {} },
    };
    const view = s02Plan().rollout;
    api.notify('rollout.changed', { ...view, log: [...view.log, noted] });
    expect(await screen.findByText('Who is in the rings now is unknown')).toBeTruthy();
    expect(screen.getByText(/goes on with the people it names; whether/)).toBeTruthy();
    expect(screen.getByText(/Who was in the rings when applying began/)).toBeTruthy();
  });
});
