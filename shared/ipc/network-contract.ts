import * as v from 'valibot';
import { count, shortText } from '../bounds';
import { cloudNames } from '../entra/cloud';
import { call } from './define';

/** What came of asking one host: any HTTP answer is `reached`. */
export const connectionOutcomes = [
  'reached',
  'name',
  'certificate',
  'proxy',
  'refused',
  'timeout',
  'other',
] as const;

/** *Test connection* in Settings: every host a real tenant of this cloud needs, and no other. */
export const connectionView = v.strictObject({
  cloud: v.picklist(cloudNames),
  hosts: v.array(
    v.strictObject({
      host: shortText,
      purpose: v.picklist(['signIn', 'graph']),
      outcome: v.picklist(connectionOutcomes),
      /** The network's own word for it, e.g. `ERR_NAME_NOT_RESOLVED`; null where it was reached. */
      code: v.nullable(shortText),
      milliseconds: count,
      /** `HOST:PORT` of the proxy the system names for it; null: none. */
      proxy: v.nullable(shortText),
    }),
  ),
});
export type ConnectionView = v.InferOutput<typeof connectionView>;
export type ConnectionOutcome = (typeof connectionOutcomes)[number];

export const networkCalls = {
  'network.test': call(v.strictObject({ cloud: v.picklist(cloudNames) }), connectionView),
} as const;
