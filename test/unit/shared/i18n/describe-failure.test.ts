import { describe, expect, it } from 'vitest';
import { failure, failureCodes } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { expectedText } from '../../../../shared/i18n/expected-text';
import { failureValues } from '../../../../shared/i18n/failure-values';
import { hasMessage } from '../../../../shared/i18n/message-text';
import { unreadReason } from '../../../../shared/i18n/unread-text';
import { snakeCase } from '../../../../shared/i18n/terms';

describe('texts of failures', () => {
  it.each(failureCodes)('%s has three texts in both languages, with or without values', (code) => {
    const values = Object.fromEntries(failureValues[code].map((name) => [name, `<${name}>`]));
    for (const part of ['what', 'why', 'do']) {
      expect(hasMessage(`failure_${snakeCase(code)}_${part}`)).toBe(true);
    }
    for (const language of ['en', 'ja'] as const) {
      const full = describeFailure(failure(code, values), language);
      const text = `${full.what} ${full.why} ${full.do}`;
      for (const name of failureValues[code]) expect(text).toContain(`<${name}>`);
      const empty = describeFailure(failure(code), language);
      expect(`${empty.what} ${empty.why} ${empty.do}`).not.toMatch(/undefined|failure_|<\w+>/);
    }
  });

  it('says that a service is not available, and until when where it named that', () => {
    const until = '2026-11-22T15:30:00.000Z';
    const busy = failure('graph/busy', { status: '503', code: '', until });
    const english = describeFailure(busy, 'en', 'Asia/Tokyo');
    expect(english.why).toMatch(/HTTP 503: the service is not available until .*(00:30|12:30)/);
    expect(english.do).toContain('Try again after that');
    expect(describeFailure(busy, 'ja', 'Asia/Tokyo').why).toMatch(
      /00:30 \(日本時間\) まで利用できません/,
    );
    expect(describeFailure(failure('graph/busy'), 'en').do).toContain('in a few minutes');
    const row = { reason: 'busy', status: 503, until };
    expect(unreadReason(row, 'en', 'UTC')).toMatch(/^service out of order.* \(503\), until .*30/);
    expect(unreadReason(row, 'ja', 'Asia/Tokyo')).toMatch(/00:30 \(日本時間\) まで$/);
  });

  it('says why a plan is refused as stale: which policies moved, or its age', () => {
    const moved = failure('plan/stale', { step: 's21', policies: 'a7a9', names: 'MFA for all' });
    const english = describeFailure(moved, 'en');
    expect(english.what).toBe('The tenant changed after this plan was made.');
    expect(english.why).toBe(
      'Changed by somebody else: MFA for all. That decides what asks people of this step for MFA. Nothing more was written.',
    );
    expect(english.do).toContain('set it back and continue');
    expect(describeFailure(moved, 'ja').why).toBe(
      'この計画以外の操作で変更されました: MFA for all。このステップの対象者に MFA を求めるかどうかに関わります。以降の書き込みは行っていません。',
    );
    const old = describeFailure(failure('plan/stale', { days: '9' }), 'en');
    expect(old.why).toBe('Its data is more than 7 days old.');
    expect(old.do).toBe('Read the tenant again and make a new plan.');
    const carried = describeFailure(failure('plan/stale', { why: 'damaged' }), 'en');
    expect(carried.what).toBe('This plan rests on a reading from damaged data.');
    expect(carried.why).toMatch(/^It was taken over from a plan whose data is damaged/);
    expect(carried.do).toBe(old.do);
    expect(describeFailure(failure('plan/stale', { step: 's20' }), 'en').why).toContain(', or ');
  });

  it('says that a value is not known instead of leaving a hole', () => {
    expect(describeFailure(failure('file/not-found'), 'en').what).toBe(
      'File not found: (not known).',
    );
    expect(describeFailure(failure('file/not-found'), 'ja').what).toContain('(不明)');
  });

  it('says of a lost create what was looked at, and what was found', () => {
    const told = (values: Readonly<Record<string, string>>): string =>
      describeFailure(failure('step/outcome-unknown', { step: 's07', ...values }), 'en').why;
    expect(told({ why: 'notFound', deleted: 'none' })).toContain('then among the deleted items');
    expect(told({ why: 'notFound', deleted: 'unread' })).toContain('items were not looked at');
    expect(told({ why: 'deleted', object: '1a2b' })).toContain('with the ID 1a2b');
    const lost = failure('step/outcome-unknown', { step: 's07', why: 'notFound' });
    expect(describeFailure(lost, 'ja').do).toMatch(/のいずれかを指定してください。$/);
  });

  it.each([
    ['network', /: at the end Microsoft Graph could not be reached/, /can be reached again/],
    ['busy', /: at the end Microsoft Graph put off what was read \(503 x\)/, /in a while/],
    ['signIn', /sign-in no longer counts/, /^Sign in again/],
    ['refused', /refused to show it.*\(503 x\)/, /may read this/],
  ])('says of a write that was not read back why, and how to go on: %s', (read, why, todo) => {
    const values = { step: 's07', why: 'unread', read, code: '503 x' };
    const told = describeFailure(failure('step/outcome-unknown', values), 'en');
    expect(told.why).toMatch(why);
    expect(told.do).toMatch(todo);
    // It may have been a roll back.
    expect(told.do).not.toMatch(/resume/);
    const other = describeFailure(failure('step/outcome-unknown', { ...values, read: '' }), 'ja');
    expect(describeFailure(failure('step/outcome-unknown', values), 'ja').do).toMatch(/読み取/);
    expect(other.why).toMatch(/読み戻せませんでした/);
  });

  it('says that nothing can be done only without a permission that everything needs', () => {
    const told = (why: string, language: 'en' | 'ja'): string =>
      describeFailure(failure('auth/scopes-missing', { scopes: 'X', why }), language).why;
    for (const [language, nothing] of [
      ['en', /nothing can be done/],
      ['ja', /続行できません/],
    ] as const) {
      expect(told('needed', language)).toMatch(nothing);
      for (const why of ['change', 'reading']) expect(told(why, language)).not.toMatch(nothing);
      expect(told('change', language)).not.toBe(told('reading', language));
    }
  });

  it('names no command where several may have been held', () => {
    // Resumed, a held roll back would go forward.
    for (const language of ['en', 'ja'] as const) {
      expect(describeFailure(failure('auth/token-ending'), language).do).not.toMatch(/resume/);
    }
  });

  it.each(['store/not-found', 'store/foreign'] as const)(
    'names no option of the command line in the window: %s',
    (code) => {
      const told = failure(code, { path: '/data/plan' });
      for (const language of ['en', 'ja'] as const) {
        const window = describeFailure(told, language, 'UTC', 'window');
        const words = `${window.what} ${window.why} ${window.do}`;
        expect(words).not.toMatch(/--|apply|failure_/);
        expect(window.details).toEqual(['path: /data/plan']);
        expect(describeFailure(told, language).do).toContain('--state');
      }
    },
  );

  it.each(['graph/origin-refused', 'plan/other-plan-here', 'input/usage'] as const)(
    'has words of its own in the window, where no option and no command is: %s',
    (code) => {
      const values = { expected: 'a', actual: 'b', detail: 'html, pdf', rule: 'origin' };
      for (const language of ['en', 'ja'] as const) {
        const told = describeFailure(failure(code, values), language, 'UTC', 'window');
        const words = `${told.what} ${told.why} ${told.do}`;
        expect(words).not.toMatch(/--|resume|command|コマンド|failure_|\{/);
        expect(words).not.toContain(describeFailure(failure(code, values), language).do);
      }
    },
  );

  it('keeps values no sentence uses as details', () => {
    const text = describeFailure(failure('graph/network', { host: '127.0.0.1' }), 'en');
    expect(text.details).toEqual(['host: 127.0.0.1']);
  });

  it('shows instants in the zone and sources in words', () => {
    const soak = failure('step/soak-not-over', { step: 's06', until: '2026-11-22T12:00:00Z' });
    expect(describeFailure(soak, 'ja', 'Asia/Tokyo').why).toContain('2026/11/22 21:00 (日本時間)');
    const incomplete = failure('plan/snapshot-incomplete', { source: 'users, securityDefaults' });
    expect(describeFailure(incomplete, 'en').why).toBe('Not read: Users, Security defaults.');
  });
});

describe('values under another name', () => {
  it.each([
    [
      'no',
      'Nothing of this step is in the tenant.',
      'このステップの変更はテナントに入っていません。',
    ],
    [
      'yes',
      'A change of this step had been sent before; nothing more was sent.',
      'このステップの変更はすでに送信済みです。以降の書き込みは行っていません。',
    ],
    [undefined, 'Nothing more was sent.', '以降の書き込みは行っていません。'],
  ])('says of drift whether something was written before: %s', (written, english, japanese) => {
    const values = { step: 's04', ...(written === undefined ? {} : { written }) };
    const told = failure('step/drift', values);
    const first = 'Someone changed this after the plan was made.';
    const en = describeFailure(told, 'en');
    expect(en.what).toBe(`${first} ${english}`);
    expect(JSON.stringify(en)).not.toContain('written:');
    expect(describeFailure(told, 'ja').what).toBe(`計画の作成後に変更されています。${japanese}`);
  });

  it('takes them for the placeholders they mean', () => {
    const schema = failure('file/wrong-schema', { file: 'a', expected: 'b', found: 'c' });
    expect(describeFailure(schema, 'en').why).toBe('Its field “schema” should be “b”; found “c”.');
    const account = failure('guardrail/emergency-access', { account: '', check: 'twoDeclared' });
    expect(describeFailure(account, 'en').why).toBe(
      'Not met: At least two accounts of this tenant are named.',
    );
  });
});

describe('what the system says', () => {
  it('is told in words, with its code', () => {
    const taken = failure('file/unwritable', { file: 'a', code: 'EEXIST' });
    expect(describeFailure(taken, 'en').why).toBe(
      'The system refused it (EEXIST, a file has this name).',
    );
    const other = failure('file/unwritable', { file: 'a', code: 'EXDEV' });
    expect(describeFailure(other, 'en').why).toBe('The system refused it (EXDEV).');
  });
});

describe('a name that is close to what was given', () => {
  it('ends the sentence about the place', () => {
    const values = { place: 'metods', expected: 'never', near: 'methods' };
    const text = describeFailure(failure('input/choices-invalid', values), 'en');
    expect(text.why).toBe('At metods: expected no field of this name. Did you mean methods?');
    expect(text.details).toEqual([]);
  });
});

describe('what was expected', () => {
  it.each([
    ['string', 'a text', 'テキスト'],
    ['Array', 'a list', 'リスト'],
    ['never', 'no field of this name', 'この名前のフィールドがないこと'],
    ['<=1024', 'at most 1024', '1024 以下'],
    ['>=0', 'at least 0', '0 以上'],
    ['/^[0-9a-f]{64}$/', 'a hash of 64 hexadecimal digits', '16 進数 64 桁のハッシュ'],
    ['("on" | "off")', 'one of: on and off', '次のいずれか: on、off'],
    ['"causeway-plan/1"', 'causeway-plan/1', 'causeway-plan/1'],
    ['something nobody listed', 'something nobody listed', 'something nobody listed'],
  ])('reads %s', (expected, english, japanese) => {
    expect(expectedText(expected, 'en')).toBe(english);
    expect(expectedText(expected, 'ja')).toBe(japanese);
  });
});

describe('an open blocker', () => {
  it('says what it is before its code, each of them', () => {
    const open = { step: 's09', codes: 'OPERATOR-AT-RISK, SOMETHING-NEW' };
    const { why } = describeFailure(failure('guardrail/blocker-open', open), 'en');
    expect(why).toMatch(
      /^Step s09: Your account holds no lasting method .* \(OPERATOR-AT-RISK\); /,
    );
    expect(why).toMatch(/; SOMETHING-NEW$/);
    const japanese = describeFailure(failure('guardrail/blocker-open', open), 'ja').why;
    expect(japanese).toMatch(/。 \(OPERATOR-AT-RISK\); SOMETHING-NEW$/);
  });
});
