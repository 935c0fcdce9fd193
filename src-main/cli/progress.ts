import { m } from '../../shared/paraglide/messages.js';
import { formatCount, formatDuration, type Language } from '../../shared/i18n/format';
import { term } from '../../shared/i18n/terms';
import type { ReadProgress } from '../rollout/take-snapshot';
import type { Output } from './output';

/** Tells how the reading tour goes: a line per source when it is done, and counts meanwhile. */
export function readingProgress(output: Output): (progress: ReadProgress) => void {
  const { language } = output;
  return ({ sources, waitSeconds, secondsLeft }) => {
    if (waitSeconds !== null) {
      output.progress(
        m.cli_progress_wait({ time: formatDuration(waitSeconds, language) }, { locale: language }),
      );
      return;
    }
    const current = sources.find(({ state }) => state === 'reading');
    if (current === undefined) return;
    const done = sources.filter(({ state }) => state === 'done' || state === 'unread').length;
    output.progress(
      m.cli_progress_reading(
        {
          source: term(current.source, 'source', language),
          count: countText(current.count, current.total, language),
          done: formatCount(done, language),
          total: formatCount(sources.length, language),
          left: secondsLeft === null ? '' : ` · ${formatDuration(secondsLeft, language)}`,
        },
        { locale: language },
      ),
    );
  };
}

function countText(count: number, total: number | null, language: Language): string {
  const read = formatCount(count, language);
  return total === null ? read : `${read} / ${formatCount(total, language)}`;
}
