import type { JsonLimits } from './scan-json';

/** Kinds of files a person hands to the product. */
export type FileKind =
  | 'plan'
  | 'capture'
  | 'snapshot'
  | 'answers'
  | 'choices'
  | 'scenario'
  | 'faults'
  | 'tenants'
  | 'assessment'
  | 'fleetRun';

export interface FileLimits extends JsonLimits {
  readonly maxBytes: number;
}

const million = 1_000_000;
const usual = { maxDepth: 32, maxStringBytes: 65_536, maxEntries: 200_000 };

/**
 * Limits of execution.md 7.1; a capture holds an answer per request, so more entries. A plan names
 * everybody it is about: 32 MB would end at some 24,000 people.
 */
export const fileLimits: Readonly<Record<FileKind, FileLimits>> = {
  plan: { ...usual, maxBytes: 256 * million },
  capture: { ...usual, maxBytes: 256 * million, maxEntries: 500_000 },
  snapshot: { ...usual, maxBytes: 256 * million, maxEntries: 500_000 },
  answers: { ...usual, maxBytes: 8 * million },
  choices: { ...usual, maxBytes: 8 * million },
  scenario: { ...usual, maxBytes: 32 * million },
  faults: { ...usual, maxBytes: million },
  tenants: { ...usual, maxBytes: million },
  assessment: { ...usual, maxBytes: 256 * million, maxEntries: 500_000 },
  fleetRun: { ...usual, maxBytes: million },
};

/** How long judging may take: 2 s and 1 s for every 10 MB. */
export function judgeMilliseconds(bytes: number): number {
  return 2_000 + Math.ceil(bytes / (10 * million)) * 1_000;
}

/** How long a plan may be read and simulated: 1 min and 20 s for every 10 MB. */
export function readMilliseconds(bytes: number): number {
  return 60_000 + Math.ceil(bytes / (10 * million)) * 20_000;
}

/** No piece of a file for so long: whatever holds it does not answer. */
export const stalledMilliseconds = 60_000;
