import type { Json } from '../../shared/json';
import { captureTenant } from '../../src-main/rollout/capture-tenant';
import type { Source } from '../../src-main/graph/source';
import { knownWords, plainVocabulary } from './known-words';
import { limitQuestions } from './limit-questions';
import type { Answered, Live, Question } from './question';
import { readQuestions } from './read-questions';
import { roleQuestions } from './role-questions';
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

export const questions: readonly Question[] = [
  ...readQuestions,
  ...roleQuestions,
  ...writeQuestions,
  ...limitQuestions,
];

/** Asks one after the other. A question that fails says so and stops no other. */
export async function askLive(
  source: Source,
  allowed: Allowed,
  onTold: (told: Told) => void = () => undefined,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const { id, about, needs, ask } of questions) {
    if (allowed.only !== null && !allowed.only.includes(id)) continue;
    const missing = needs.filter((leave) => !allowed[leave]).map((leave) => `--${leave}`);
    const live = liveOf(source, needs.includes('write') && missing.length === 0);
    const answered =
      missing.length === 0
        ? await ask(live).catch(failed)
        : { ...refused, seen: missing.join(' ') };
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
      const { status, json, headers } = sent.value;
      return { status, json: json ?? null, retryAfter: headers['retry-after'] ?? null };
    },
  };
}

/** One for all that is kept of a run: the same name gets the same stand-in in each of its files. */
export const newScrubber = (): Scrubber => new Scrubber(knownWords(), plainVocabulary());

/** What was seen, without a name, an id, an address or a token of the tenant. */
export function scrubTold(told: readonly Told[], scrubber: Scrubber): string {
  const lines = told.map((one) => ({ ...one, seen: scrubber.line(one.seen) }));
  return `${JSON.stringify(lines, null, 2)}\n`;
}

/** The tour of the product as one capture that names nobody. */
export async function recordScrubbed(
  source: Source,
  signal: AbortSignal,
  scrubber: Scrubber,
): Promise<string> {
  const taken = await captureTenant(source, { signal, onProgress: () => undefined });
  if (!taken.ok) throw new Error(taken.failure.code);
  return scrubCapture(taken.value, scrubber);
}

export function scrubCapture(text: string, scrubber: Scrubber = newScrubber()): string {
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
