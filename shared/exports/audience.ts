import type { Section } from './report-document';

/**
 * Whom a report is for: colleagues and auditors read all of it; management what is decided, when
 * and with which result; the help desk who is concerned, when, and what they meet.
 */
export const audiences = ['whole', 'management', 'helpDesk'] as const;
export type Audience = (typeof audiences)[number];

/** Sections by their id. What cannot be undone and what the figures rest on is kept from nobody. */
const kept: Readonly<Record<Exclude<Audience, 'whole'>, ReadonlySet<string>>> = {
  management: new Set([
    'summary',
    'decisions',
    'rings',
    'schedule',
    'gate-lines',
    'then-and-now',
    'outcome',
    'cannot-undo',
    'evidence',
  ]),
  helpDesk: new Set([
    'summary',
    'methods',
    'rings',
    'schedule',
    'outcome',
    'cannot-undo',
    'evidence',
  ]),
};

/** The sections this audience reads, in their order. */
export function sectionsFor(audience: Audience, sections: readonly Section[]): readonly Section[] {
  return audience === 'whole' ? sections : sections.filter(({ id }) => kept[audience].has(id));
}
