import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson } from '../../shared/canonical';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { Live, Sent } from './question';
import { bodyOf } from './read-questions';

export const isTaken = (status: number): boolean => status >= 200 && status < 300;
/** For certain: after anything else it may have been taken. */
export const isRefused = (status: number): boolean =>
  status >= 400 && status < 500 && status !== 408;

/** Error code and the start of its message: the service's words, which name no person. */
export function refusal({ status, json }: Omit<Sent, 'retryAfter'>): string {
  const error = isJsonObject(json) ? (json['error'] ?? null) : null;
  const [code, message] = isJsonObject(error) ? [error['code'], error['message']] : [null, null];
  const texts = [code, message].filter((one) => typeof one === 'string');
  return `${status} ${texts.join(': ')}`.trim().slice(0, 300);
}

export async function sent(live: Live, url: string, body: Json): Promise<Sent> {
  const lost = (error: unknown): Sent => ({
    status: 0,
    json: { error: { code: error instanceof Error ? error.message : 'no answer' } },
    retryAfter: null,
  });
  return live.write(url, body).catch(lost);
}

/**
 * Asks for a change that is not to stay. Only what was refused for certain is left alone: anything
 * else, a lost answer too, is put back.
 */
export async function tryOnly(
  live: Live,
  url: string,
  change: JsonObject,
  before: JsonObject,
): Promise<Sent> {
  const answer = await sent(live, url, change);
  if (!isRefused(answer.status)) await putBack(live, url, before);
  return answer;
}

/** The service may tell for a while what was there before. */
const looksMs = [0, 1_000, 2_000, 4_000, 8_000];

/** Throws where it cannot be put back, or is not read back: then a person has to know at once. */
export async function putBack(live: Live, url: string, body: JsonObject): Promise<void> {
  const answer = await sent(live, url, body);
  for (const ms of isTaken(answer.status) ? looksMs : [0]) {
    await sleep(ms);
    if (await isThere(live, url, body)) return;
  }
  throw new Error(`${url} could not be put back to ${JSON.stringify(body)}: ${refusal(answer)}`);
}

/** Whether the object as read now holds these fields. */
export async function isThere(live: Live, url: string, fields: JsonObject): Promise<boolean> {
  const { body } = await bodyOf(live, url);
  return Object.entries(fields).every(
    ([key, value]) => canonicalJson(body?.[key] ?? null) === canonicalJson(value),
  );
}
