import { expect, test } from 'vitest';
import { makeReport } from '../../../../shared/exports/make-report';
import type { Audience } from '../../../../shared/exports/audience';
import { m } from '../../../../shared/paraglide/messages.js';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan, simulation } = scenarioPlan('S02');
const report = (audience?: Audience) =>
  makeReport({
    ...{ plan, simulation, language: 'en', zone: 'UTC' },
    ...(audience === undefined ? {} : { audience }),
  });
const idsOf = (audience?: Audience): readonly string[] =>
  report(audience).sections.map(({ id }) => id);

test('the whole report is what one is without an audience', () => {
  expect(report('whole')).toEqual(report());
  expect(idsOf()).toEqual(expect.arrayContaining(['findings', 'answers', 'steps']));
});

test.each([
  [
    'management',
    ['summary', 'decisions', 'rings', 'schedule', 'outcome', 'cannot-undo', 'evidence'],
  ],
  ['helpDesk', ['summary', 'methods', 'rings', 'schedule', 'outcome', 'cannot-undo', 'evidence']],
] as const)(
  '%s reads its own sections, the same as in the whole one, and is told so',
  (to, ids) => {
    expect(idsOf(to)).toEqual(idsOf().filter((id) => (ids as readonly string[]).includes(id)));
    for (const id of ids.slice(1)) {
      const of = (one: Audience) => report(one).sections.find((section) => section.id === id);
      expect(of(to), id).toEqual(of('whole'));
    }
    const first = report(to).sections[0]?.blocks[0];
    const text = to === 'management' ? m.report_for_management : m.report_for_help_desk;
    expect(first).toEqual({ kind: 'text', text: text({}, { locale: 'en' }) });
  },
);
