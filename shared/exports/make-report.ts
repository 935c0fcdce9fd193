import { m } from '../paraglide/messages.js';
import type { Language } from '../i18n/format';
import type { GateLine } from '../ipc/gate-lines-contract';
import type { Simulation } from '../lockout/verdict';
import type { Note, PersonNote } from '../wizard/note';
import type { Plan } from '../plan/plan';
import type { ReportDocument, Section } from './report-document';
import { sectionsFor, type Audience } from './audience';
import { reportWords } from './report-words';
import { answersSection } from './sections/answers-section';
import { decisionsSection, findingsSection } from './sections/findings-section';
import { cannotUndoSection, evidenceSection } from './sections/limits-section';
import { gateLinesSection } from './sections/gate-lines-section';
import { methodsSection } from './sections/methods-section';
import { notesSection } from './sections/notes-section';
import { outcomeSection } from './sections/outcome-section';
import { ringsSection } from './sections/rings-section';
import { scheduleSection } from './sections/schedule-section';
import { stepsSection } from './sections/steps-section';
import { summarySection } from './sections/summary-section';
import { thenAndNowSection } from './sections/then-and-now-section';
import type { ThenAndNow } from './then-and-now';

export interface ReportInput {
  readonly plan: Plan;
  readonly simulation: Simulation;
  readonly language: Language;
  /** IANA zone dates are shown in. */
  readonly zone: string;
  /** What was written beside the screens; none where names are hidden. */
  readonly notes?: readonly (Note | PersonNote)[];
  /** What was read of the gates, where the plan is carried out. */
  readonly lines?: readonly GateLine[];
  /** The tenant before the rollout and after it; null: it was not read since. */
  readonly record?: ThenAndNow | null;
  /** Everything is for everybody where left out. */
  readonly audience?: Audience;
}

/** The report of a plan, people first. Same input, same document. */
export function makeReport({
  plan,
  simulation,
  language,
  zone,
  notes = [],
  lines = [],
  record = null,
  audience = 'whole',
}: ReportInput): ReportDocument {
  const words = reportWords(plan, language, zone);
  const sections: readonly (Section | null)[] = [
    summarySection(plan, words, audience),
    findingsSection(plan, words),
    decisionsSection(plan, words),
    answersSection(plan, words),
    methodsSection(plan, words),
    ringsSection(plan, words),
    scheduleSection(plan, words),
    gateLinesSection(plan, lines, words),
    record === null ? null : thenAndNowSection(record, words),
    outcomeSection(plan, simulation, words),
    stepsSection(plan, words),
    cannotUndoSection(plan, words),
    notesSection(notes, words),
    evidenceSection(plan, words),
  ];
  return {
    language,
    title: m.report_title({ tenant: plan.tenant.displayName }, words.options),
    subtitle: m.report_subtitle(
      {
        domain: plan.tenant.primaryDomain,
        at: words.dateTime(plan.snapshotTakenAt),
        hash: plan.planHash.slice(0, 12),
      },
      words.options,
    ),
    sections: sectionsFor(
      audience,
      sections.filter((section) => section !== null),
    ),
  };
}
