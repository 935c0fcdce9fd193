import type { JournalType } from '../../shared/journal/journal-entry';
import type { JsonObject } from '../../shared/json';
import type { Motion } from './engine';
import type { LogDraft } from './journal-log';

/** An entry about one person of a step. */
export function itemEntry(
  motion: Motion,
  type: JournalType,
  userId: string,
  body: JsonObject,
): LogDraft {
  return {
    type,
    stepId: motion.step.id,
    item: userId,
    body: { dir: motion.direction, ...body },
  };
}
