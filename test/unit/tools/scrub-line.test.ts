import { expect, it } from 'vitest';
import { campaignSeed, pick, randomOf } from '../../fixtures/campaign';
import { newScrubber, scrubTold } from '../../live/ask-live';

const random = randomOf(campaignSeed);
const letters = 'abcdefghijklmnopqrstuvwxyz';
const text = (from: string, length: number): string =>
  Array.from({ length }, () => pick(random, [...from])).join('');
/** No word of any description: a consonant that begins none, then anything. */
const name = (): string => `zq${text(letters, 6)}`;
const upperSometimes = (one: string): string => (random() < 0.3 ? one.toUpperCase() : one);
const base64url = `${letters}${letters.toUpperCase()}0123456789-_`;
const guid = (): string =>
  [8, 4, 4, 4, 12].map((length) => text('0123456789abcdef', length)).join('-');

/** Junk by kind: the text as it stands in a line, and what of it must not be found any more. */
const kinds: Readonly<Record<string, () => readonly [string, readonly string[]]>> = {
  principal: () => {
    const [local, at] = [`${name()}.o'${name()}`, name()];
    return [upperSometimes(`${local}@${at}.example`), [local, at]];
  },
  guest: () => {
    const [local, at] = [name(), name()];
    return [`${local}_${at}.example#EXT#@${at}.onmicrosoft.com`, [local, at]];
  },
  'principal in an address': () => {
    const [local, at] = [name(), name()];
    return [`/v1.0/users/${local}%40${at}.example/authentication/methods`, [local, at]];
  },
  unicode: () => [`佐藤${name()}@日本${name()}.example`, ['佐藤', '日本', 'zq']],
  id: () => {
    const one = guid();
    return [upperSometimes(pick(random, [one, `{${one}}`, `users/${one}`])), [one]];
  },
  'id without dashes': () => {
    const one = `a${guid().replaceAll('-', '')}`;
    return [one, [one.slice(0, 12), one.slice(-12)]];
  },
  token: () => {
    const parts = [`eyJ${text(base64url, 60)}`, text(base64url, 400), text(base64url, 80)];
    return [`Bearer ${parts.join('.')}`, parts.map((part) => part.slice(4, 16))];
  },
  'refresh token': () => {
    const one = `0.AX${text(base64url, 500)}`;
    return [one, [one.slice(4, 16), one.slice(-12)]];
  },
  'a form with a code': () => {
    const one = text(`${letters}0123456789`, 60);
    return [`code=${one}&state=${one}`, [one.slice(0, 12)]];
  },
  domain: () => {
    const one = name();
    const ends = ['.onmicrosoft.com', '.mail.onmicrosoft.us', '.example', '.co.jp'];
    return [upperSometimes(`${one}${pick(random, ends)}`), [one]];
  },
  address: () => {
    const one = name();
    return [`https://login.${one}.example/${one}/oauth2?tenant=${one}`, [one]];
  },
  person: () => {
    const [given, family] = [name(), name()];
    return [`'${given} ${upperSometimes(family)}'`, [given, family]];
  },
  phone: () => {
    const one = `+81 ${text('123456789', 2)} ${text('0123456789', 4)}-${text('0123456789', 4)}`;
    return [one, [one.slice(4)]];
  },
  'network address': () => ['203.0.113.7 and 2001:db8::17', ['203.0.113', 'db8']],
};

const frames = [
  '403 Authorization_RequestDenied: Insufficient privileges to complete the operation for # in #.',
  '/v1.0/policies/authenticationMethodsPolicy: # could not be put back to {"id":"#","name":"#"}',
  'refused: /v1.0/domains/# 404, /beta/users/# 403; beyond it: user.#',
  '#',
  '400 BadRequest: Property "#"\t(value “#”) is malformed;#,#',
];

it('what is kept of a run names nobody and nothing of a tenant, whatever the service said', () => {
  const used = new Set<string>();
  for (let turn = 0; turn < 3_000; turn += 1) {
    const secrets: string[] = [];
    const line = pick(random, frames).replace(/#/g, () => {
      const kind = pick(random, Object.keys(kinds));
      const [junk, hidden] = kinds[kind]?.() ?? ['', []];
      used.add(kind);
      secrets.push(...hidden);
      return junk;
    });
    const told = [{ id: 'x', about: 'y', verdict: 'seen' as const, seen: line }];
    const kept = scrubTold(told, scrubber).toLowerCase();
    const left = secrets.filter((one) => kept.includes(one.toLowerCase()));
    expect([line, kept, left]).toEqual([line, kept, []]);
  }
  expect([...used].sort()).toEqual(Object.keys(kinds).sort());
});
const scrubber = newScrubber();

it.each([
  '400 BadRequest: Security Defaults is enabled in the tenant. You must disable Security defaults before enabling a Conditional Access policy.',
  '400 BadRequest: 1007: One or more of the required scopes are missing.',
  '403 Authorization_RequestDenied: Insufficient privileges to complete the operation.',
  'v1.0 "migrationInProgress", beta "migrationInProgress"',
  '429 at write 12, Retry-After 17',
  '17 answered; refused: /v1.0/policies/authenticationMethodsPolicy 403; against the description: none; beyond it: user.displayName',
  'roles 62e90394-69f5-4237-9190-012177145e10: groups 200, licences 403',
])('keeps the words of the service: %s', (line) => {
  expect(newScrubber().line(line)).toBe(line);
});

it('calls the same id and domain alike in the lines and in the recording', () => {
  const own = newScrubber();
  const id = '11111111-2222-4333-8444-555555555555';
  expect(own.line(`users/${id} of kestrel.example`)).toBe(
    `users/${own.text(id)} of ${own.text('kestrel.example')}`,
  );
});
