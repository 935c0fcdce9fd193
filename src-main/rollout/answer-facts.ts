import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { GraphAnswer } from '../graph/graph-error';

/**
 * What the journal keeps of an answer: its status, and by which id and when Microsoft knows of it
 * (execution.md 6.3). `whole`: the answer of the `$batch` that it was a part of; a part that names no
 * id of its own is found by that one's.
 */
export function answerFacts(answer: GraphAnswer, whole: GraphAnswer = answer): JsonObject {
  return {
    status: answer.status,
    requestId: requestIdOf(answer) ?? requestIdOf(whole),
    date: answer.headers['date'] ?? whole.headers['date'] ?? null,
  };
}

/** From the header, or from the error of a part that came without headers. */
function requestIdOf({ headers, json }: GraphAnswer): string | null {
  const found =
    headers['request-id'] ?? within(within(json, 'error'), 'innerError')?.['request-id'];
  return typeof found === 'string' && found !== '' ? found.slice(0, 64) : null;
}

function within(json: Json | undefined, name: string): JsonObject | undefined {
  const inner = isJsonObject(json) ? json[name] : undefined;
  return isJsonObject(inner) ? inner : undefined;
}
