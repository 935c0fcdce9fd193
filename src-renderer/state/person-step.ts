/**
 * The person before (-1) or after (1) the one shown, in the list that one was opened from; null at
 * its ends, and where the list no longer holds the one shown at its place.
 */
export type PersonStep = (from: string, offset: 1 | -1) => Promise<string | null>;
