import { expect, it } from 'vitest';
import { gateLackText, gateStateText } from '../../../../shared/i18n/gate-text';
import { gateFigures } from '../../../../shared/plan/step';

const counts = { missing: 12, unread: 0, of: 48 };

it('says how many of how many are missing, in both languages', () => {
  expect(gateLackText('registered', counts, 'en')).toBe('12 of 48 not yet registered');
  expect(gateLackText('registered', counts, 'ja')).toBe('48 人中 12 人が未登録');
});

it('says apart who could not be read, and nothing where nobody is left out', () => {
  expect(gateLackText('registered', { ...counts, unread: 1 }, 'en')).toBe(
    '12 of 48 not yet registered, couldn’t read 1 person',
  );
  expect(gateLackText('registered', { missing: 0, unread: 2, of: 48 }, 'ja')).toBe(
    '読み取れない人: 2 人',
  );
  expect(gateLackText('registered', { missing: 0, unread: 0, of: 48 }, 'en')).toBeNull();
});

it('has words of its own for every figure', () => {
  const texts = gateFigures.flatMap((figure) => [
    gateLackText(figure, counts, 'en'),
    gateStateText(figure, 'missing', 'en'),
  ]);
  expect(new Set(texts).size).toBe(gateFigures.length * 2);
});
