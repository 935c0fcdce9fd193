import { screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { renderPlan, s02Plan } from '../render-plan';

it('draws what was read day by day against the limit, with the same in a table', async () => {
  await renderPlan('rollout', { moment: 'running' });
  const [line] = s02Plan().gateLines;
  const title = new RegExp(`^${line?.stepId} · `);
  const figure = (await screen.findByRole('heading', { name: title })).closest('figure');
  const own = within(figure as HTMLElement);
  expect(own.getByText(/: 100 on 27 Nov 2026\. Limit: At least 100\.$/)).toBeTruthy();
  const rows = own.getAllByRole('row').slice(1);
  expect(rows.map((row) => [...row.children].map(({ textContent }) => textContent.trim()))).toEqual(
    [
      ['23 Nov 2026', '25', '100', 'Not met'],
      ['24 Nov 2026', '50', '100', 'Not met'],
      ['25 Nov 2026', 'Not read', '100', 'Unknown'],
      ['27 Nov 2026', '100', '100', 'Met'],
    ],
  );
  const marks = figure?.querySelectorAll('.drawing circle');
  expect(marks).toHaveLength(rows.length);
});

it('says that nothing was read yet instead of drawing a line of zeros', async () => {
  await renderPlan('rollout', {
    prepare: (api) => api.handle('rollout.gateLines', () => ({ lines: [] })),
  });
  expect(await screen.findByText(/^No gate has been read yet/)).toBeTruthy();
});
