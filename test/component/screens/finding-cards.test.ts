import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../shared/assess/assess';
import { restsOnAnswers } from '../../../shared/assess/evidence/answers-behind';
import { findingCodes } from '../../../shared/assess/finding-codes';
import type { FindingsView, FindingView } from '../../../shared/ipc/findings-contract';
import { m } from '../../../shared/paraglide/messages.js';
import { noChoices } from '../../../shared/tenant/choice';
import { buildFindingsView } from '../../../src-main/workspace/findings-view';
import { setLanguage } from '../../../src-renderer/i18n.svelte';
import { cases } from '../../unit/shared/assess/cases/all-cases';
import { renderApp } from '../render-with-app';

/** Each code once, as the product finds it in the first small tenant that fires it. */
function everyFinding(): readonly FindingView[] {
  return findingCodes.map((code) => {
    const firing = cases.find((one) => one.code === code && one.expected !== null);
    if (firing === undefined) throw new Error(`no tenant shows ${code}`);
    const judged = assess(firing.input);
    if (!judged.ok) throw new Error(judged.failure.code);
    const view = buildFindingsView(judged.value, firing.input.choices, null);
    const found = view.findings.find((one) => one.code === code);
    if (found === undefined) throw new Error(`${code} is not shown`);
    return found;
  });
}

const findings = [...everyFinding()];
const empty = buildFindingsView(
  {
    assessment: {
      ...({ capturedAt: '2026-11-22T12:00:00Z', lowerBound: true } as const),
      ...({ findings: [], unread: [] } as const),
    } as never,
    people: [],
  },
  noChoices,
  null,
);
const view: FindingsView = { ...empty, findings };

/** Keys of the catalogue, values nobody put in, and Graph's own spelling have no place in a text. */
const raw = /\b[a-z]+(_[a-z0-9]+)+\b|\bundefined\b|\[object|\bNaN\b|\{[a-z]+\}|\bnull\b/;
/** Words that look like keys and are Graph's or a product's own. */
const allowed = /insidecorporatenetwork|all_users|onmicrosoft|passkeyDynamicMigration|\(null\)/g;

describe('every finding on its card', () => {
  it('leads to the answers where an answer decides it', async () => {
    const shown = findings.filter(({ code }) => code === 'BG-MISSING');
    expect(shown.map(restsOnAnswers)).toEqual([true]);
    const api = await renderApp('findings', (fake) =>
      fake.handle('findings.list', () => ({ ...view, findings: shown })),
    );
    const button = await screen.findByText('Change the answers', { selector: 'button' });
    await fireEvent.click(button);
    expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'read' }]);
  });

  it.each([true, false])('of the opt-out leads there where it was answered (%s)', async (is) => {
    const shown = findings
      .filter(({ code }) => code === 'OPTOUT-SET')
      .map((one) => ({
        ...one,
        evidence: [{ shape: 'value' as const, field: 'answered' as const, value: is }],
      }));
    expect(shown).toHaveLength(1);
    await renderApp('findings', (fake) =>
      fake.handle('findings.list', () => ({ ...view, findings: shown })),
    );
    await waitFor(() => expect(document.getElementById('finding-OPTOUT-SET')).not.toBeNull());
    const button = screen.queryByText('Change the answers', { selector: 'button' });
    expect(button !== null).toBe(is);
  });

  it.each(['en', 'ja'] as const)(
    'says why, on what evidence and what to do, in %s',
    async (language) => {
      await renderApp('findings', (fake) => fake.handle('findings.list', () => view));
      await waitFor(() =>
        expect(document.querySelectorAll('details[id^="finding-"]')).toHaveLength(91),
      );
      setLanguage(language);
      try {
        await waitFor(() => expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1));
        await new Promise((done) => setTimeout(done, 0));
        for (const finding of findings) {
          const { code } = finding;
          const card = document.getElementById(`finding-${code}`);
          const title = card?.querySelector('.title')?.textContent?.trim() ?? '';
          const why = card?.querySelector('.prose')?.textContent?.trim() ?? '';
          const advice = card?.querySelectorAll('.prose')[1]?.textContent?.trim() ?? '';
          const evidence = [...(card?.querySelectorAll('.evidence li') ?? [])].map(
            (line) => line.textContent?.trim() ?? '',
          );
          expect(title, code).not.toBe('');
          expect(title, code).not.toBe(code);
          expect(why.length, code).toBeGreaterThan(10);
          // Where to go, as the portal writes it.
          expect(advice, code).toContain(' › ');
          expect(evidence.length, code).toBeGreaterThan(0);
          const buttons = [...(card?.querySelectorAll('button') ?? [])].map((one) =>
            one.textContent.trim(),
          );
          const answer = m.findings_go_to_answers({}, { locale: language });
          expect(buttons.includes(answer), code).toBe(restsOnAnswers(finding));
          for (const line of [title, why, advice, ...evidence]) {
            expect(line.replaceAll(allowed, ''), code).not.toMatch(raw);
            if (language === 'ja') expect(line, code).toMatch(/[ぁ-んァ-ヶ一-龯]/);
          }
        }
      } finally {
        setLanguage('en');
      }
    },
  );
});
