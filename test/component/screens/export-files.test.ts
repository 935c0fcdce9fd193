import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderPlan } from '../render-plan';

describe('Export', () => {
  it('hides names unless asked, and writes what was chosen', async () => {
    const api = await renderPlan('export');
    await fireEvent.click(await screen.findByRole('checkbox', { name: /^Tables \(CSV\)/ }));
    await fireEvent.click(screen.getByRole('radio', { name: 'Management' }));
    expect(screen.getByText(/^Shortened for management/)).toBeTruthy();
    const zone = screen.getByRole('combobox', { name: 'Time zone' });
    await fireEvent.change(zone, { target: { value: 'Asia/Tokyo' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Export 1 format' }));
    await waitFor(() =>
      expect(api.inputsOf('export.run')).toEqual([
        {
          ...{ formats: ['html'], language: 'both', hideNames: true },
          ...{ audience: 'management', timeZone: 'Asia/Tokyo' },
        },
      ]),
    );
    expect(await screen.findAllByText('1 file written')).not.toEqual([]);
  });

  it('says which files were not written and why, and writes those alone', async () => {
    const html = { name: 'report.html', bytes: 10 };
    const failure = { code: 'file/not-printed', values: { detail: 'x' } } as const;
    const some = { cancelled: false, files: [html], failed: [{ name: 'report.pdf', failure }] };
    const all = { ...some, files: [html, { name: 'report.pdf', bytes: 20 }], failed: [] };
    const api = await renderPlan('export', {
      prepare: (fake) => fake.handle('export.run', () => some).handle('export.again', () => all),
    });
    await fireEvent.click(await screen.findByRole('button', { name: /^Export 2 formats/ }));
    const told = (await screen.findByText('1 file not written')).closest('.notice');
    expect(told?.textContent).toMatch(/report\.pdf/);
    expect(screen.getByText('report.html')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Try these again' }));
    expect(await screen.findByText('report.pdf')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText('1 file not written')).toBeNull());
    expect(api.inputsOf('export.run')).toHaveLength(1);
  });
});
