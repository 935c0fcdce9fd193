import { screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { gateStandText } from '../../../shared/i18n/gate-text';
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

it('is folded, with how the gate read last stands in words', async () => {
  const [line, ...others] = s02Plan().gateLines;
  if (line === undefined) throw new Error('no gate was read');
  const short = { ...line, points: line.points.slice(0, 2) };
  await renderPlan('rollout', {
    moment: 'gate',
    prepare: (api) => api.handle('rollout.gateLines', () => ({ lines: [short, ...others] })),
  });
  const told = `${line.stepId}: Gate not met. People with a working method (%): 50, which is 50 short of 100.`;
  expect((await screen.findByText(told)).closest('details')?.open).toBe(false);
});

it.each([
  [
    { value: 3, met: false, limit: 2 },
    'Gate not met. Open blockers: 3, which is 1 over the limit of 2.',
  ],
  [{ value: 100, met: true, limit: 100 }, 'Gate met. Open blockers: 100; limit 100.'],
  [{ value: null, met: false, limit: 0 }, /^Gate not met: its figure couldn’t be read/],
])('says how a gate stands: %o', (look, told) => {
  expect(gateStandText({ figure: 'Open blockers', ...look }, 'en')).toMatch(told);
});

it('says that nothing was read yet instead of drawing a line of zeros', async () => {
  await renderPlan('rollout', {
    prepare: (api) => api.handle('rollout.gateLines', () => ({ lines: [] })),
  });
  expect(await screen.findByText(/^No gate has been read yet/)).toBeTruthy();
});
