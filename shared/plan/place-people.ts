import type { Assessment } from '../assess/assessment';
import { valueOf } from '../assess/membership';
import type { Person } from '../assess/people';
import type { Failure } from '../diagnostic';
import { ok, type Result } from '../result';
import type { Choices } from '../tenant/choice';
import type { Snapshot } from '../tenant/snapshot';
import { suggestRings, type RingSuggestion } from './ring';
import { ringLayout } from './ring-rules';

export interface PlaceInput {
  readonly snapshot: Snapshot;
  readonly people: readonly Person[];
  readonly findings: Assessment['findings'];
  readonly choices: Choices;
}

/** Everybody's ring or track by what was read and chosen. Failures: those of `ringLayout`. */
export function placePeople(input: PlaceInput): Result<RingSuggestion, Failure> {
  const { snapshot, people, findings, choices } = input;
  const layout = ringLayout(choices.rings, snapshot);
  if (!layout.ok) return layout;
  const maxSize =
    choices.rings === undefined ? (choices.defaults?.ringSize ?? undefined) : choices.rings.maxSize;
  const ropc = findings.find(({ code }) => code === 'ROPC-RISK');
  const placed = suggestRings({
    people,
    securityDefaults: valueOf(snapshot.securityDefaults)?.isEnabled ?? null,
    heldBack: new Set(ropc?.subjects.map((subject) => subject.id)),
    moves: choices.ringMoves ?? {},
    layout: layout.value,
    ...(maxSize === undefined ? {} : { maxSize }),
  });
  return ok(placed);
}
