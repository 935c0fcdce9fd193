import * as v from 'valibot';
import { shortText } from '../bounds';
import { empty } from './common-views';
import { call } from './define';

/** A proxy of the system that asks who is there. */
export const proxyAsk = v.strictObject({
  host: shortText,
  port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  /** The proxy's own words; may be empty. */
  realm: shortText,
  /** It refused what it was given before. */
  isAgain: v.boolean(),
});

export const proxyCalls = {
  /** Goes to the proxy that asked, and nowhere else; kept in main's memory alone. */
  'proxy.answer': call(
    v.strictObject({ name: v.pipe(shortText, v.minLength(1)), password: shortText }),
    empty,
  ),
  'proxy.cancel': call(empty, empty),
} as const;
