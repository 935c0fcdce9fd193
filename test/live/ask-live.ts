import type { Json } from '../../shared/json';
import { captureTenant } from '../../src-main/rollout/capture-tenant';
import type { Source } from '../../src-main/graph/source';
import { knownWords } from './known-words';
import type { Answered, Live, Question } from './question';
import { readQuestions } from './read-questions';
import { Scrubber } from './scrub';
import { writeQuestions } from './write-questions';

export interface Allowed {
  readonly limits: boolean;
  readonly write: boolean;
  /** Ids of questions; null: all that are allowed. */
  readonly only: readonly string[] | null;
}

export interface Told extends Answered {
  readonly id: string;
  readonly about: string;
}

export const questions: readonly Question[] = [...readQuestions, ...writeQuestions];

/** Asks one after the other. A question that fails says so and stops no other. */
export async function askLive(
  source: Source,
  allowed: Allowed,
  onTold: (told: Told) => void = () => undefined,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const { id, about, needs, ask } of questions) {
    if (allowed.only !== null && !allowed.only.includes(id)) continue;
    const mayAsk = needs === 'read' || allowed[needs];
    const live = liveOf(source, needs === 'write' && allowed.write);
    const answered = mayAsk ? await ask(live).catch(failed) : { ...refused, seen: `--${needs}` };
    told.push({ id, about, ...answered });
    onTold({ id, about, ...answered });
  }
  return told;
}

const refused = { verdict: 'notAsked' } as const;

function failed(error: unknown): Answered {
  return { verdict: 'differs', seen: error instanceof Error ? error.message : String(error) };
}

function liveOf({ graph, signedInUserId }: Source, mayWrite: boolean): Live {
  return {
    graph,
    signedInUserId,
    write: async (path, body) => {
      if (!mayWrite) throw new Error('writing was not allowed');
      const sent = await graph.sendOnce('PATCH', path, body, {});
      if (!sent.ok) throw new Error(`${path}: ${sent.failure.code}`);
      return { status: sent.value.status, json: sent.value.json ?? null };
    },
  };
}

/** The tour of the product as one capture that names nobody. */
export async function recordScrubbed(source: Source, signal: AbortSignal): Promise<string> {
  const taken = await captureTenant(source, { signal, onProgress: () => undefined });
  if (!taken.ok) throw new Error(taken.failure.code);
  return scrubCapture(taken.value);
}

export function scrubCapture(text: string): string {
  const scrubber = new Scrubber(knownWords());
  const capture = JSON.parse(text) as {
    tenantId: string;
    responses: { url: string; body: Json }[];
  };
  const responses = capture.responses.map(({ url, body, ...rest }) => ({
    ...rest,
    url: scrubber.address(url),
    body: scrubber.json(body),
  }));
  const tenantId = scrubber.json(capture.tenantId);
  return `${JSON.stringify({ ...capture, tenantId, responses }, null, 1)}\n`;
}
