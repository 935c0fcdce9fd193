import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { Tickets, type TicketBinding } from '../../../../src-main/ipc/tickets';

const planHash = 'a'.repeat(64);
const binding: TicketBinding = {
  tenantId: '11111111-aaaa-4aaa-8aaa-111111111111',
  planHash,
  act: 'start',
  target: 'ring:1',
  windowId: 1,
  phrase: '',
};
let time: number;
let tickets: Tickets;
beforeEach(() => {
  time = 0;
  tickets = new Tickets({ randomBytes, now: () => time });
});
const claim = (ticket: string, changes: object = {}): Parameters<Tickets['redeem']>[0] => ({
  ticket,
  planHash,
  windowId: 1,
  phrase: '',
  acts: ['start', 'resume'],
  ...changes,
});

test('is 256 bits, and each one differs', () => {
  const minted = new Set(Array.from({ length: 20 }, () => tickets.mint(binding)));
  expect(minted.size).toBe(20);
  for (const ticket of minted) {
    expect(Buffer.from(ticket, 'base64url')).toHaveLength(32);
  }
});

test('works once and names the act it stands for', () => {
  const ticket = tickets.mint(binding);
  expect(tickets.redeem(claim(ticket))).toEqual({ kind: 'redeemed', binding });
  expect(tickets.redeem(claim(ticket))).toEqual({ kind: 'refused', reason: 'unknown' });
});

test('ends after five minutes', () => {
  const ticket = tickets.mint(binding);
  const late = tickets.mint(binding);
  time = 299_999;
  expect(tickets.redeem(claim(ticket)).kind).toBe('redeemed');
  time = 300_000;
  expect(tickets.redeem(claim(late))).toEqual({ kind: 'refused', reason: 'expired' });
});

test.each([
  ['another plan', { planHash: 'b'.repeat(64) }],
  ['another window', { windowId: 2 }],
  ['another act', { acts: ['rollBack'] }],
  ['no act', { acts: [] }],
])('shown for %s it is refused and spent', (_name, changes) => {
  const ticket = tickets.mint(binding);
  expect(tickets.redeem(claim(ticket, changes))).toEqual({ kind: 'refused', reason: 'other' });
  expect(tickets.redeem(claim(ticket)).kind).toBe('refused');
});

test('wants the phrase, in plain or full-width characters', () => {
  const ticket = tickets.mint({ ...binding, phrase: 'contoso.example 40' });
  expect(tickets.redeem(claim(ticket))).toEqual({ kind: 'refused', reason: 'phrase' });
  expect(tickets.redeem(claim(ticket, { phrase: 'contoso.example 41' })).kind).toBe('refused');
  expect(tickets.redeem(claim(ticket, { phrase: ' contoso.example　４０ ' })).kind).toBe(
    'redeemed',
  );
});

test('an invented ticket is refused', () => {
  tickets.mint(binding);
  for (const ticket of ['', 'x', 'A'.repeat(43)]) {
    expect(tickets.redeem(claim(ticket))).toEqual({ kind: 'refused', reason: 'unknown' });
  }
});

test('all of them end when the plan or the account changes', () => {
  const ticket = tickets.mint(binding);
  tickets.voidAll();
  expect(tickets.redeem(claim(ticket)).kind).toBe('refused');
});

test('only the newest 32 stay open', () => {
  const minted = Array.from({ length: 33 }, () => tickets.mint(binding));
  expect(tickets.redeem(claim(minted[0] ?? '')).kind).toBe('refused');
  expect(tickets.redeem(claim(minted[1] ?? '')).kind).toBe('redeemed');
});
