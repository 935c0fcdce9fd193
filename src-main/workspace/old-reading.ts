import { isReadingStale } from '../../shared/entra/retirement-dates';

/**
 * Planning goes on over an old reading, applying does not. A practice tenant lives on a clock of its
 * own, so its readings never grow old.
 */
export function isReadingOld(source: string, takenAt: string, now: number): boolean {
  return source !== 'practice' && isReadingStale(takenAt, now);
}
