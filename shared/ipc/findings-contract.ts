import * as v from 'valibot';
import { staleChoiceFields, staleReasons } from '../assess/assessment';
import { evidenceShapes, type EvidenceField } from '../assess/evidence-fields';
import { count, shortText, text } from '../bounds';
import { departmentRow, todayView } from './assess-contract';
import { empty, messageView, readinessTally, severity, subjectView } from './common-views';
import { call } from './define';

const evidenceField = v.picklist(Object.keys(evidenceShapes) as EvidenceField[]);
const shownList = v.array(text);

/** One fact a finding rests on; `shared/i18n/evidence-text.ts` puts it into words. */
export const evidenceView = v.variant('shape', [
  v.strictObject({
    shape: v.literal('value'),
    field: evidenceField,
    value: v.nullable(v.union([v.boolean(), v.number(), text])),
  }),
  v.strictObject({
    shape: v.literal('names'),
    field: evidenceField,
    names: v.nullable(shownList),
    more: count,
  }),
  v.strictObject({
    shape: v.literal('tally'),
    field: evidenceField,
    counts: v.array(v.strictObject({ name: text, count })),
    more: count,
  }),
  v.strictObject({
    shape: v.literal('pairs'),
    field: evidenceField,
    pairs: v.array(
      v.strictObject({ name: text, value: v.nullable(text), status: v.nullable(v.number()) }),
    ),
    more: count,
  }),
  v.strictObject({
    shape: v.literal('access'),
    field: evidenceField,
    ways: v.array(v.strictObject({ name: text, scopes: shownList, role: shortText })),
  }),
]);

export const findingView = v.strictObject({
  code: shortText,
  severity,
  count,
  /** The count may grow once more is read or answered. */
  isAtLeast: v.boolean(),
  evidence: v.array(evidenceView),
  /** The first 200; the rest through `people.list`. */
  subjects: v.array(subjectView),
  group: v.picklist(['blocks', 'choice', 'fix', 'info']),
  /** Purposes of the steps it refuses. */
  refuses: v.array(shortText),
  acceptable: v.boolean(),
  accepted: v.nullable(v.strictObject({ reason: text, by: text, at: shortText })),
  /** Choice this finding waits for: the field of `Choices`, with its options. */
  choice: v.nullable(
    v.strictObject({
      field: shortText,
      options: v.array(shortText),
      perSubject: v.boolean(),
    }),
  ),
});
export type FindingView = v.InferOutput<typeof findingView>;

export const findingsView = v.strictObject({
  readAt: shortText,
  lowerBound: v.boolean(),
  readiness: readinessTally,
  /** The same people again, each in one row of each list. */
  readinessBy: v.strictObject({
    /** The largest, the largest first. */
    departments: v.array(departmentRow),
    /** Everybody else in one row; null: no department is left out. */
    otherDepartments: v.nullable(v.strictObject({ departments: count, ...readinessTally.entries })),
    kinds: v.array(v.strictObject({ kind: shortText, ...readinessTally.entries })),
    /** In the order of the rings, who is in none last; null: there is no plan yet. */
    rings: v.nullable(
      v.array(
        v.strictObject({
          ring: v.nullable(v.strictObject({ ring: count, name: messageView })),
          ...readinessTally.entries,
        }),
      ),
    ),
  }),
  findings: v.array(findingView),
  /** Recorded choices that count as not made. */
  staleChoices: v.array(
    v.strictObject({
      field: v.picklist(staleChoiceFields),
      subject: shortText,
      value: shortText,
      because: v.picklist(staleReasons),
    }),
  ),
  unread: todayView.entries.unread,
});
export type FindingsView = v.InferOutput<typeof findingsView>;

export const findingCalls = {
  'findings.list': call(empty, findingsView),
  'findings.accept': call(v.strictObject({ code: shortText, reason: text }), findingsView),
  /** `subject` is empty for choices that stand once. */
  'findings.choose': call(
    v.strictObject({
      field: shortText,
      subject: shortText,
      value: shortText,
      reason: text,
    }),
    findingsView,
  ),
} as const;
