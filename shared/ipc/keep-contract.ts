import * as v from 'valibot';
import { keyStoreVerdicts } from '../registration/key-store-verdict';
import { empty } from './common-views';
import { call } from './define';

/** *Keep me signed in*, as Settings shows it. */
export const keepView = v.strictObject({
  isOn: v.boolean(),
  /** What the system's key store was found to be; only `persist` lets it be switched on. */
  store: v.picklist(keyStoreVerdicts),
  /** Why the last kept sign-in was not taken; null: none was refused in this run. */
  problem: v.nullable(v.picklist(['unreadable', 'rolledBack'])),
});
export type KeepView = v.InferOutput<typeof keepView>;

export const keepCalls = {
  'keep.get': call(empty, keepView),
  /** Switching off deletes what is kept. */
  'keep.set': call(v.strictObject({ isOn: v.boolean() }), keepView),
} as const;
