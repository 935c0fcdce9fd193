import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { m } from '../../../shared/paraglide/messages.js';
import { aWorkspace } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

async function peopleAtRisk(change: Parameters<typeof aWorkspace>[0]): Promise<string> {
  return factOf('People at risk', change);
}

async function factOf(name: string, change: Parameters<typeof aWorkspace>[0]): Promise<string> {
  await renderApp('home', (api) =>
    api.handle('home.list', () => ({ workspaces: [aWorkspace(change)] })),
  );
  const label = await screen.findByText(name);
  return label.nextElementSibling?.textContent ?? '';
}

describe('Home', () => {
  it.each([
    { plans: [], standsOut: 'Start practicing' },
    { plans: [aWorkspace({})], standsOut: 'New plan' },
  ])('lets one button stand out: $standsOut', async ({ plans, standsOut }) => {
    await renderApp('home', (api) => api.handle('home.list', () => ({ workspaces: plans })));
    await screen.findByRole('button', { name: 'New plan' });
    await screen.findByRole('button', { name: 'Start practicing' });
    await waitFor(() => {
      const primary = [...document.querySelectorAll('.button-primary')];
      expect(primary.map((one) => one.textContent.trim())).toEqual([standsOut]);
    });
  });
});

describe('a damaged list of plans', () => {
  it('is told of on Home, with where it is kept and what to do', async () => {
    await renderApp('home', (api) =>
      api
        .handle('home.list', () => ({ workspaces: [] }))
        .handle('home.damagedList', () => ({
          ...{ file: '/data/workspaces/workspaces.json.damaged', plans: 3 },
        })),
    );
    const told = (await screen.findByText('The list of plans can’t be read.')).closest('.notice');
    expect(told?.textContent).toMatch(/still there: 3/);
    expect(told?.textContent).toContain('/data/workspaces/workspaces.json.damaged');
    expect(told?.textContent).toContain('from a backup');
  });
});

describe('the plans on Home', () => {
  it('have a name before a capture is read', async () => {
    const unread = aWorkspace({ name: '', domain: '', source: 'capture', readAt: null });
    await renderApp('home', (api) => api.handle('home.list', () => ({ workspaces: [unread] })));
    expect(await screen.findByRole('button', { name: /^Plan without a tenant yet/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Remove Plan without a tenant/ })).toBeTruthy();
  });

  it('count one step as one', () => {
    const one = { done: '1', total: '1' };
    expect(m.home_rollout_open(one)).toBe('Roll out: 1 of 1 step');
    expect(m.rollout_progress(one)).toBe('1 of 1 step done');
  });

  it('show the people at risk as a figure where all is read and answered', async () => {
    expect(await peopleAtRisk({ peopleAtRisk: 8, isRiskAtLeast: false })).toBe('8');
  });

  it('say "at least" where the count may grow', async () => {
    expect(await peopleAtRisk({ peopleAtRisk: 8, isRiskAtLeast: true })).toBe('at least 8');
  });

  it.each([
    [{ stepsDone: 0, stepsTotal: 31, screen: 'findings' }, 'Assess'],
    [{ stepsDone: 12, stepsTotal: 31, screen: 'findings' }, 'Roll out: 12 of 31 steps'],
    [{ stepsDone: 31, stepsTotal: 31, screen: 'finish', isFinished: true }, 'Finished'],
  ] as const)('say how far it is: %o', async (change, said) => {
    expect(await factOf('Phase', change)).toBe(said);
  });

  it.each([
    [{ stepsDone: 12, run: 'held' }, 'Roll out: 12 of 31 steps', 'On hold'],
    [{ stepsDone: 12, run: 'cut' }, 'Roll out: 12 of 31 steps', 'Cut off'],
    [{ stepsDone: 12, run: 'running' }, 'Roll out: 12 of 31 steps', 'Running'],
    [{ stepsDone: 0, run: 'cut', screen: 'rollout' }, 'Roll out', 'Cut off'],
  ] as const)('tell a rollout that was cut off from one on hold: %o', async (change, said, run) => {
    expect(await factOf('Phase', change)).toBe(said);
    expect(screen.getByText(run)).toBeTruthy();
  });

  it('tell the rings beside the button that opens the plan, one stop of Tab and its arrows', async () => {
    await renderApp('home');
    const open = await screen.findByRole('button', { name: /^Kestrel Surveyors/ });
    const rings = screen.getByRole('group', { name: /Rings of Kestrel Surveyors/ });
    expect(open.contains(rings)).toBe(false);
    const marks = [...rings.querySelectorAll<SVGElement>('.pin')];
    expect(marks.map((mark) => mark.getAttribute('aria-label'))).toEqual([
      ...['Ring 0: 2 (6%)', 'Ring 1: 6 (17%)', 'Ring 2: 14 (39%)', 'Ring 3: 14 (39%)'],
    ]);
    expect(marks.map((mark) => mark.getAttribute('tabindex'))).toEqual(['0', '-1', '-1', '-1']);
    marks[0]?.focus();
    await fireEvent.keyDown(marks[0] ?? open, { key: 'ArrowRight' });
    await waitFor(() => expect(document.activeElement).toBe(marks[1]));
    expect(screen.getByRole('tooltip').textContent).toBe('Ring 1: 6 (17%)');
  });

  it('show a count that could not be made as unknown, never as 0', async () => {
    expect(await peopleAtRisk({ peopleAtRisk: null, isRiskAtLeast: true })).toBe('Unknown');
  });
});

describe('the collector on Home', () => {
  it('is saved into a chosen folder, and says what to do with it', async () => {
    const api = await renderApp('home', (fake) =>
      fake.handle('home.saveCollector', () => ({ file: 'collector.ps1' })),
    );
    await fireEvent.click(await screen.findByRole('button', { name: 'Save the collector script' }));
    const [said] = await screen.findAllByText(/^collector\.ps1 is saved/);
    expect(said?.textContent).toContain('the module Microsoft.Graph.Authentication');
    expect(said?.textContent).toContain('-Cloud and one of usgov, usgovdod, china');
    expect(api.inputsOf('home.saveCollector')).toEqual([{}]);
  });

  it('says nothing where no folder was chosen', async () => {
    await renderApp('home');
    await fireEvent.click(await screen.findByRole('button', { name: 'Save the collector script' }));
    await screen.findByRole('button', { name: 'Save the collector script' });
    expect(screen.queryByText(/is saved/)).toBeNull();
  });

  it('says why where it could not be saved', async () => {
    await renderApp('home', (fake) =>
      fake.fail('home.saveCollector', 'file/exists', {
        file: 'collector.ps1',
        expected: 'collector_file',
      }),
    );
    await fireEvent.click(await screen.findByRole('button', { name: 'Save the collector script' }));
    expect(await screen.findByText(/a collector script/)).toBeTruthy();
  });
});

describe('a plan that is taken off the list', () => {
  it.each(['Delete', 'button'] as const)('goes at once, and can be put back (%s)', async (by) => {
    const [kestrel, other] = [aWorkspace(), aWorkspace({ id: 'ws-2', name: 'Harbour Bakery' })];
    const api = await renderApp('home', (fake) =>
      fake
        .handle('home.list', () => ({ workspaces: [kestrel, other] }))
        .handle('home.remove', () => ({ workspaces: [other] }))
        .handle('home.restore', () => ({ workspaces: [kestrel, other] })),
    );
    const open = await screen.findByRole('button', { name: /^Kestrel Surveyors/ });
    open.focus();
    if (by === 'Delete') await fireEvent.keyDown(open, { key: 'Delete' });
    else await fireEvent.click(screen.getByRole('button', { name: /^Remove Kestrel/ }));
    const undo = await screen.findByRole('button', { name: /^Put back on the list/ });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(api.inputsOf('home.remove')).toEqual([{ id: 'ws-s02' }]);
    expect(screen.queryByRole('button', { name: /^Kestrel Surveyors/ })).toBeNull();
    expect(screen.getByText('Kestrel Surveyors is off the list.')).toBeTruthy();
    expect(document.activeElement).toBe(undo);
    await fireEvent.click(undo);
    const back = await screen.findByRole('button', { name: /^Kestrel Surveyors/ });
    await waitFor(() => expect(document.activeElement).toBe(back));
    expect(api.inputsOf('home.restore')).toEqual([{ id: 'ws-s02' }]);
    expect(screen.queryByText('Kestrel Surveyors is off the list.')).toBeNull();
  });

  it('can be put back after the last one is gone; a held key takes none', async () => {
    const api = await renderApp('home', (fake) =>
      fake
        .handle('home.list', () => ({ workspaces: [aWorkspace()] }))
        .handle('home.remove', () => ({ workspaces: [] })),
    );
    const open = await screen.findByRole('button', { name: /^Kestrel Surveyors/ });
    await fireEvent.keyDown(open, { key: 'Delete', repeat: true });
    expect(api.inputsOf('home.remove')).toEqual([]);
    await fireEvent.keyDown(open, { key: 'Delete' });
    expect(await screen.findByText('No plans yet')).toBeTruthy();
    expect(screen.getByRole('button', { name: /^Put back on the list/ })).toBeTruthy();
  });
});

describe('a plan whose data is damaged', () => {
  it('says so, and begins anew with what can still be read', async () => {
    const api = await renderApp('home', (fake) =>
      fake.fail('home.open', 'store/corrupt', { code: 'quick_check' }),
    );
    await fireEvent.click(await screen.findByRole('button', { name: /^Kestrel Surveyors/ }));
    expect(await screen.findByText('The data of this plan is damaged.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Start from what can be read' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Connect' })).toBeTruthy();
    expect(api.inputsOf('home.startFromDamaged')).toEqual([{ id: 'ws-s02' }]);
    const told = document.querySelector('.told')?.textContent;
    expect(told).toMatch(/^Taken over: the reading of 22 Nov 2026.* and answers\.$/);
  });

  it('offers nothing of it under what went wrong with another act', async () => {
    await renderApp('home', (fake) =>
      fake
        .fail('home.open', 'store/corrupt', { code: 'quick_check' })
        .fail('home.remove', 'plan/running'),
    );
    await fireEvent.click(await screen.findByRole('button', { name: /^Kestrel Surveyors/ }));
    const start = { name: 'Start from what can be read' };
    expect(await screen.findByRole('button', start)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: /^Remove Kestrel Surveyors/ }));
    expect(
      await screen.findByText('A rollout is running, so nothing else was opened.'),
    ).toBeTruthy();
    expect(screen.queryByRole('button', start)).toBeNull();
  });

  it.each(['capture', 'plan'] as const)(
    'offers nothing of a %s, which has its file',
    async (source) => {
      await renderApp('home', (fake) =>
        fake
          .handle('home.list', () => ({ workspaces: [aWorkspace({ source })] }))
          .fail('home.open', 'store/corrupt', { code: 'quick_check' }),
      );
      await fireEvent.click(await screen.findByRole('button', { name: /^Kestrel Surveyors/ }));
      await screen.findByText('The data of this plan is damaged.');
      expect(screen.queryByRole('button', { name: 'Start from what can be read' })).toBeNull();
    },
  );
});
