import type { Failure } from '../../shared/diagnostic';
import { cloudNames, type CloudName } from '../../shared/entra/cloud';
import * as v from 'valibot';
import { timeZoneName } from '../../shared/time-zone';
import { ok, type Result } from '../../shared/result';
import { usage } from './arguments';
import type { CliContext } from './context';

type Reader = Pick<CliContext, 'options' | 'output'>;

/** The text given for an option; undefined when it was left out. */
export function textOf({ options }: Pick<CliContext, 'options'>, name: string): string | undefined {
  const value = options.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** The text of an option the command table requires. */
export function requiredText(context: Pick<CliContext, 'options'>, name: string): string {
  const value = textOf(context, name);
  if (value === undefined) throw new Error(`The command table does not require --${name}`);
  return value;
}

function badValue(context: Reader, name: string, expected: string, key = 'cli_usage_bad_value') {
  const word = `--${name} ${textOf(context, name) ?? ''}`;
  return usage(key, word, null, context.output.language, expected);
}

/** One of a closed list; undefined when it was left out. */
export function choiceOf<Value extends string>(
  context: Reader,
  name: string,
  allowed: readonly Value[],
): Result<Value | undefined, Failure> {
  const value = textOf(context, name);
  if (value === undefined) return ok(undefined);
  const found = allowed.find((one) => one === value);
  return found === undefined ? badValue(context, name, allowed.join(', ')) : ok(found);
}

/** An IANA name of a zone; undefined when it was left out. */
export function timeZoneOf(context: Reader, name: string): Result<string | undefined, Failure> {
  const value = textOf(context, name);
  return value === undefined || v.is(timeZoneName, value)
    ? ok(value)
    : badValue(context, name, 'Asia/Tokyo, Europe/Berlin, UTC');
}

export function cloudOf(context: Reader): Result<CloudName, Failure> {
  const cloud = choiceOf(context, 'cloud', cloudNames);
  return cloud.ok ? ok(cloud.value ?? 'global') : cloud;
}

/** `--cloud`, where it was given, is the cloud of what was opened. */
export function checkCloud(context: Reader, actual: CloudName): Result<void, Failure> {
  const asked = cloudOf(context);
  if (!asked.ok) return asked;
  if (!context.options.has('cloud') || asked.value === actual) return ok(undefined);
  return badValue(context, 'cloud', actual, 'cli_usage_other_cloud');
}

/** A whole number within the bounds, both included; undefined when it was left out. */
export function numberOf(
  context: Reader,
  name: string,
  { least = 0, most }: { readonly least?: number; readonly most: number },
): Result<number | undefined, Failure> {
  const value = textOf(context, name);
  if (value === undefined) return ok(undefined);
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
  const isWithin = number >= least && number <= most;
  return isWithin ? ok(number) : badValue(context, name, `${least}–${most}`);
}

/** `--approve`: a whole plan hash, never a part of one. Undefined when it was left out. */
export function approveOf(context: Reader): Result<string | undefined, Failure> {
  const value = textOf(context, 'approve');
  if (value === undefined || /^[0-9a-f]{64}$/i.test(value)) return ok(value);
  return badValue(context, 'approve', '', 'cli_usage_bad_hash');
}

/** `--as-of` as an instant; a day means noon UTC. Undefined when it was left out. */
export function asOfOf(context: Reader): Result<string | undefined, Failure> {
  const value = textOf(context, 'as-of');
  if (value === undefined) return ok(undefined);
  const instant = toInstant(value);
  return instant === null ? badValue(context, 'as-of', '', 'cli_usage_bad_date') : ok(instant);
}

/** Real days of this century only: 2026-02-30 is no date. Without a zone a time would mean another instant elsewhere. */
function toInstant(text: string): string | null {
  const parts =
    /^(20\d{2})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text);
  if (parts === null) return null;
  const [, year, month, day, time] = parts;
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== Number(day)) return null;
  const at = Date.parse(time === undefined ? `${text}T12:00:00Z` : text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** Where to stop: after a step, after a ring, or (null) at the end. */
export type UntilOption = { readonly step: string } | { readonly ring: number } | null;

/** `--until`; undefined when it was left out. */
export function untilOf(context: Reader): Result<UntilOption | undefined, Failure> {
  const value = textOf(context, 'until');
  if (value === undefined) return ok(undefined);
  const ring = /^ring:(\d{1,2})$/.exec(value)?.[1];
  if (ring !== undefined) return ok({ ring: Number(ring) });
  return /^s\d{2,4}$/.test(value)
    ? ok({ step: value })
    : badValue(context, 'until', 'STEPID, ring:N');
}

/** `--outside-schedule`: a person's word to start now; nothing where it was left out. */
export function outsideOf(
  context: Pick<CliContext, 'options'>,
  by: string,
): { readonly outside?: { readonly by: string; readonly how: 'cli'; readonly reason: string } } {
  const reason = textOf(context, 'outside-schedule');
  return reason === undefined ? {} : { outside: { by, how: 'cli', reason } };
}
