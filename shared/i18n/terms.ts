import { isGuid } from '../ids';
import type { Language } from './format';
import { messageText } from './message-text';

/** What a value is: one kind per closed list of Graph's or ours. */
export type TermKind =
  | 'method'
  | 'configuration'
  | 'perUser'
  | 'migration'
  | 'caState'
  | 'accountKind'
  | 'cover'
  | 'readiness'
  | 'date'
  | 'severity'
  | 'source'
  | 'unread'
  | 'licence'
  | 'enforcement'
  | 'purpose'
  | 'proposed'
  | 'scope'
  | 'systemPreferred'
  | 'preferred'
  | 'optOut'
  | 'messageAudience'
  | 'messageMoment'
  | 'messageVariant'
  | 'status'
  | 'rollout'
  | 'stop'
  | 'change'
  | 'object'
  | 'figure'
  | 'verdict'
  | 'askedBy'
  | 'preference'
  | 'evidence'
  | 'track'
  | 'hasP1'
  | 'unknownFact'
  | 'membership'
  | 'guardrail'
  | 'role'
  | 'gdap';

/** Lists whose texts stand under a prefix of their own. */
const ownPrefix: Partial<Readonly<Record<TermKind, string>>> = {
  purpose: 'purpose',
  verdict: 'verdict',
  askedBy: 'asked_by',
  preference: 'preference',
  track: 'track',
  guardrail: 'guardrail_check',
};

/**
 * A value in words. Values stay byte for byte in data; this is the only place that translates
 * them. A value that is not in the list is shown as it is: unknown stays visible.
 */
export function term(value: string | null, kind: TermKind, language: Language): string {
  const name = value ?? 'null';
  const lookedUp = kind === 'configuration' && isGuid(name) ? 'external' : name;
  const key = `${ownPrefix[kind] ?? `term_${snakeCase(kind)}`}_${snakeCase(lookedUp)}`;
  return messageText(key, {}, language) ?? name;
}

/** A role by the name Graph gives it. Custom roles, and those not in the list, keep theirs. */
export function roleTerm(name: string, language: Language): string {
  return messageText(`term_role_${snakeCase(name.replaceAll(' ', ''))}`, {}, language) ?? name;
}

/** Catalogue spelling of a camel-case value: `QRCodePin` → `qr_code_pin`. */
export function snakeCase(value: string): string {
  return value
    .replaceAll(/[.\-/]/g, '_')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
