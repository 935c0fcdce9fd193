import { m } from '../../paraglide/messages.js';
import type { Ring } from '../../plan/plan';
import type { ReportWords } from '../report-words';

/** Number and name of a ring, as every part of a report calls it. */
export function ringLabel({ ring, name, label = '' }: Ring, words: ReportWords): string {
  return m.report_ring(
    { ring: words.count(ring), name: words.text(name, { label }) },
    words.options,
  );
}
