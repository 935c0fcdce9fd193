import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../../shared/tenant/answer';
import { answerPaths, ownValueAt, valueAt } from '../../../../shared/tenant/answer-paths';
import { enteredOf, lastEntered, stampChanges } from '../../../../shared/tenant/entered';

const monday = { by: 'gaa@kestrel.example', at: '2026-11-16T08:00:00Z' };
const friday = { by: 'partner@quayside.example', at: '2026-11-20T08:00:00Z' };
const now = { by: 'window', at: '2026-11-22T08:30:00.000Z' };

describe('who entered a value', () => {
  const answers: Answers = {
    schema: 'causeway-answers/1',
    ...monday,
    entered: { 'sspr.scope': now },
    legacyMfa: {
      ...friday,
      appPasswordsAllowed: true,
      trustedIps: null,
      verificationOptions: { by: 'only@name.example', callToPhone: false },
    },
    sspr: { scope: 'all', methods: [] },
  };

  it.each([
    ['sspr.scope', now],
    ['sspr.methods', monday],
    ['legacyMfa.appPasswordsAllowed', friday],
    ['legacyMfa.trustedIps', friday],
    ['legacyMfa.verificationOptions.callToPhone', { by: 'only@name.example', at: null }],
  ] as const)('%s: its own stamp, else the nearest block, else the file', (path, expected) => {
    expect(enteredOf(answers, path)).toEqual(expected);
  });

  it('is nobody where nothing was answered, and unknown where the file does not say', () => {
    expect(enteredOf(answers, 'passkeyOptOut')).toBeNull();
    expect(enteredOf(null, 'sspr.scope')).toBeNull();
    const plain: Answers = { schema: 'causeway-answers/1', passkeyOptOut: false };
    expect(enteredOf(plain, 'passkeyOptOut')).toEqual({ by: null, at: null });
  });

  it('takes the latest of several, undated ones last', () => {
    expect(lastEntered(answers, ['sspr.methods', 'legacyMfa.trustedIps'])).toEqual(friday);
    const options = 'legacyMfa.verificationOptions.callToPhone';
    expect(lastEntered(answers, [options, 'sspr.methods'])).toEqual(monday);
    expect(lastEntered(answers, ['passkeyOptOut'])).toBeNull();
  });
});

describe('stamping what was changed', () => {
  const before: Answers = {
    schema: 'causeway-answers/1',
    ...monday,
    entered: { 'sspr.scope': friday, 'sspr.methodsRequired': friday },
    sspr: { scope: 'all', methodsRequired: 1, methods: ['email'] },
    legacyMfa: { rememberMfa: { allowed: true, days: 30 } },
  };

  it('stamps new and changed values alone; the others keep what they had', () => {
    const after: Answers = {
      ...before,
      sspr: { scope: 'all', methodsRequired: 2, methods: ['email'], registrationRequired: null },
    };
    const kept = stampChanges(before, after, now);
    expect(enteredOf(kept, 'sspr.scope')).toEqual(friday);
    expect(enteredOf(kept, 'sspr.methods')).toEqual(monday);
    expect(enteredOf(kept, 'sspr.methodsRequired')).toEqual(now);
    expect(enteredOf(kept, 'sspr.registrationRequired')).toEqual(now);
  });

  it('tells an inner value from the block around it', () => {
    const after: Answers = {
      ...before,
      legacyMfa: { rememberMfa: { allowed: true, days: 60 } },
    };
    const kept = stampChanges(before, after, now);
    expect(kept.entered?.['legacyMfa.rememberMfa']).toBeUndefined();
    expect(kept.entered?.['legacyMfa.rememberMfa.days']).toEqual(now);
  });

  it('forgets who entered what is no longer there, and believes no stamp that is sent', () => {
    const after: Answers = {
      schema: 'causeway-answers/1',
      entered: { 'sspr.methods': { by: 'forged@example', at: '2020-01-01' } },
      sspr: { scope: 'none', methods: ['email'] },
    };
    const kept = stampChanges(before, after, now);
    expect(kept.entered).toEqual({ 'sspr.scope': now });
  });

  it('stamps "I don’t know" too: it is an answer', () => {
    const kept = stampChanges(null, { schema: 'causeway-answers/1', passkeyOptOut: null }, now);
    expect(enteredOf(kept, 'passkeyOptOut')).toEqual(now);
  });
});

describe('places of answers', () => {
  it('leave inner values with places of their own, and stamps, out', () => {
    const nps = { ...monday, present: true, version: '1.2', users: [] };
    const root = { infrastructure: { npsExtension: nps } };
    expect(ownValueAt(root, 'infrastructure.npsExtension')).toEqual({ present: true });
    expect(ownValueAt(root, 'infrastructure.npsExtension.version')).toBe('1.2');
    expect(ownValueAt({ telephony: { provider: monday } }, 'telephony.provider.name')).toBe(
      undefined,
    );
  });

  it('are unique and reach into plain objects only', () => {
    expect(new Set(answerPaths).size).toBe(answerPaths.length);
    expect(valueAt({ a: [{ b: 1 }] }, 'a.b')).toBeUndefined();
    expect(valueAt({ a: null }, 'a.b')).toBeUndefined();
  });
});
