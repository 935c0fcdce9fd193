import { m } from '../../paraglide/messages.js';
import type { Person, Readiness } from '../../assess/people';
import { allTracks } from '../../plan/outside-rings';
import type { Plan, Ring } from '../../plan/plan';
import { ofEachReadiness } from '../../charts/readiness-bar';
import type { ReadinessBars, Section } from '../report-document';
import { column, type ReportWords } from '../report-words';
import { ringFlow } from './flow-picture';
import { ringLabel } from './ring-label';

const readinesses: readonly Readiness[] = ['unknown', 'notReady', 'conditions', 'ready'];

/** Who goes when: ring sizes as one bar, readiness per ring, and the accounts kept out. */
export function ringsSection(plan: Plan, words: ReportWords): Section {
  const { options } = words;
  const people = new Map(plan.people.map((person) => [person.id, person]));
  const ringName = (ring: Ring): string => ringLabel(ring, words);
  return {
    id: 'rings',
    title: m.report_rings_title({}, options),
    blocks: [
      {
        kind: 'bar',
        caption: m.report_rings_caption({}, options),
        segments: plan.rings.map((ring) => ({
          label: ringName(ring),
          count: ring.members.length,
        })),
      },
      ...ringFlow(plan, words),
      readinessBars(plan, people, words),
      {
        kind: 'table',
        caption: m.report_ring_members_caption({}, options),
        columns: [
          column(m.report_column_ring({}, options)),
          column(m.report_column_people({}, options), true),
          ...readinesses.map((one) => column(words.term(one, 'readiness'), true)),
          column(m.report_column_who({}, options)),
        ],
        rows: plan.rings.map((ring) => [
          ringName(ring),
          words.count(ring.members.length),
          ...readinesses.map((one) => words.count(countOf(ring.members, people, one))),
          words.some(ring.members.map(words.person), 12),
        ]),
      },
      {
        kind: 'table',
        caption: m.report_tracks_caption({}, options),
        columns: [
          column(m.report_column_track({}, options)),
          column(m.report_column_count({}, options), true),
          column(m.report_column_who({}, options)),
        ],
        rows: allTracks(plan)
          .filter(({ members }) => members.length > 0)
          .map(({ track, members }) => [
            words.term(track, 'track'),
            words.count(members.length),
            words.some(members.map(words.person), 12),
          ]),
      },
    ],
  };
}

/** Readiness in each ring, as the Rings screen draws it. */
function readinessBars(
  plan: Plan,
  people: ReadonlyMap<string, Person>,
  words: ReportWords,
): ReadinessBars {
  return {
    kind: 'readiness',
    caption: m.rings_readiness({}, words.options),
    legend: ofEachReadiness((one) => words.term(one, 'readiness')),
    rows: plan.rings.map((ring) => ({
      label: ringLabel(ring, words),
      counts: ofEachReadiness((one) => countOf(ring.members, people, one)),
    })),
  };
}

function countOf(
  members: readonly string[],
  people: ReadonlyMap<string, Person>,
  readiness: Readiness,
): number {
  return members.filter((id) => (people.get(id)?.readiness ?? 'unknown') === readiness).length;
}
