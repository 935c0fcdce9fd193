import * as v from 'valibot';
import { instant, shortText, text } from '../bounds';
import { cloudNames } from '../entra/cloud';

/** One recorded answer. `url` is the version and path with query, for example `/v1.0/users?$top=999`. */
export const captureResponseSchema = v.strictObject({
  method: v.literal('GET'),
  url: v.pipe(text, v.regex(/^\/(v1\.0|beta)\//)),
  status: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
  headers: v.optional(v.record(shortText, text)),
  body: v.unknown(),
});

/** Capture file `causeway-capture/1`: recorded Graph answers, by the app, the collector or by hand. */
export const captureSchema = v.strictObject({
  schema: v.literal('causeway-capture/1'),
  capturedAt: instant,
  cloud: v.picklist(cloudNames),
  tenantId: shortText,
  responses: v.pipe(v.array(captureResponseSchema), v.maxLength(500_000)),
});
export type Capture = v.InferOutput<typeof captureSchema>;
export type CaptureResponse = v.InferOutput<typeof captureResponseSchema>;
