import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { holdsSecret } from '../../security/find-secrets';

const token = `eyJ0eXAi.${randomBytes(300).toString('base64url')}.${randomBytes(60).toString('base64url')}`;
const other = `eyJ0eXAi.${randomBytes(300).toString('base64url')}`;
const latin1 = (bytes: Buffer): string => bytes.toString('latin1');

it.each([
  ['as it is', `{"token":"${token}"}`],
  ['cut after its first hundred characters', `x${token.slice(0, 100)}…`],
  ['without its beginning', `…${token.slice(-60)}"`],
  ['in UTF-16', latin1(Buffer.from(`ab${token}`, 'utf16le'))],
  ['in UTF-16 of the other order', latin1(Buffer.from(`ab${token}`, 'utf16le').swap16())],
  ['in hexadecimal digits', Buffer.from(token).toString('hex')],
  ...['', 'a', 'ab', 'abc'].map((before) => [
    `in base64 after “${before}”`,
    Buffer.from(`${before}${token};`).toString('base64'),
  ]),
  ['in base64 for addresses', Buffer.from(`n=${token}`).toString('base64url')],
])('a token is found %s', (_name, text) => {
  expect(holdsSecret(text ?? '', [other, token])).toEqual([token]);
});

it('what holds none is not said to', () => {
  expect(holdsSecret(`${other}${token.slice(1, 90)}`, [token])).toEqual([]);
});
