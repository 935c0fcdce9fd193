import { expect, it } from 'vitest';
import { reportWords } from '../../../../../shared/exports/report-words';
import { notesSection } from '../../../../../shared/exports/sections/notes-section';
import { planScenario } from '../../plan/plans';

const { plan } = planScenario('S02');
const words = reportWords(plan, 'en', 'UTC');
const savedAt = '2026-11-22T12:00:00Z';

it('lists notes by screen, then by the name of the person', () => {
  const [first, second] = plan.people;
  const names = [first!, second!].map(({ id }) => words.person(id)).sort();
  const section = notesSection(
    [
      { person: second!.id, text: ' on leave ', savedAt },
      { screen: 'rings', text: 'Reception last', savedAt },
      { person: first!.id, text: 'no phone', savedAt },
      { screen: 'today', text: 'Two shared phones', savedAt },
      { screen: 'review', text: '  ', savedAt },
    ],
    words,
  );
  const [facts] = section?.blocks ?? [];
  if (facts?.kind !== 'facts') throw new Error('no facts');
  expect(facts.rows.map(({ term }) => term)).toEqual(['Today', 'Rings', ...names]);
  expect(facts.rows.map(({ text }) => text)).toContain('on leave (22 Nov 2026, 12:00 (UTC))');
  expect(facts.rows[0]?.text).toMatch(/^Two shared phones \(/);
});

it('is left out where nothing was written', () => {
  expect(notesSection([{ person: 'u', text: ' ', savedAt }], words)).toBeNull();
});
