import * as v from 'valibot';
import { count, shortText } from '../bounds';
import { audiences } from '../exports/audience';
import { timeZoneName } from '../time-zone';
import { empty, failureView } from './common-views';
import { call } from './define';

const formats = v.array(
  v.picklist(['html', 'pdf', 'md', 'json', 'csv', 'ics', 'ps1', 'messages', 'plan']),
);
const language = v.picklist(['en', 'ja', 'both']);

/** What is exported, for whom, in which language. */
export const exportChoices = v.strictObject({
  formats,
  /** Who reads the report: HTML, PDF and Markdown are shortened for them. */
  audience: v.picklist(audiences),
  language,
  /** Zone that dates and times are shown in. */
  timeZone: timeZoneName,
  hideNames: v.boolean(),
});

/** How much of a file a preview shows. */
export const previewCharacters = 40_000;

const shownFile = {
  name: shortText,
  /** False: the file is longer. */
  isWhole: v.boolean(),
};

export const exportPreview = v.strictObject({
  files: v.array(shortText),
  /** Null: nothing chosen has anything to show. */
  shown: v.nullable(
    v.variant('kind', [
      v.strictObject({
        ...shownFile,
        kind: v.literal('text'),
        text: v.pipe(v.string(), v.maxLength(previewCharacters)),
      }),
      /** A page, which a frame asks main for by this name below `previewOrigin`. */
      v.strictObject({
        ...shownFile,
        kind: v.literal('page'),
        page: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
      }),
    ]),
  ),
});
export type ExportPreview = v.InferOutput<typeof exportPreview>;

const exportResult = v.strictObject({
  cancelled: v.boolean(),
  files: v.array(v.strictObject({ name: shortText, bytes: count })),
  /** Not written, while the others were; none of those is lost. */
  failed: v.array(v.strictObject({ name: shortText, failure: failureView })),
});
export type ExportResult = v.InferOutput<typeof exportResult>;

export const exportCalls = {
  'export.run': call(exportChoices, exportResult),
  /** What the last run could not write, into the same folder. */
  'export.again': call(empty, exportResult),
  /** What the files would hold now; `file` chooses one, null the first. */
  'export.preview': call(
    v.strictObject({ ...exportChoices.entries, file: v.nullable(shortText) }),
    exportPreview,
  ),
} as const;
