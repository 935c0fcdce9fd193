import { expect, it } from 'vitest';
import { tellRunEnd, type NoticePorts } from '../../../../src-main/app/run-notice';

function ports(
  isFocused: boolean,
  language: 'en' | 'ja' = 'en',
): NoticePorts & { readonly told: string[]; press(): void } {
  const told: string[] = [];
  let press = (): void => undefined;
  return {
    ...{ told, press: () => press(), isFocused: () => isFocused },
    show: (text, onPress) => {
      told.push(text);
      press = onPress;
    },
    bringToFront: () => void told.push('in front'),
    language: () => language,
  };
}

it('tells who looks elsewhere that a run ended, and brings the window back when it is chosen', () => {
  const own = ports(false);
  tellRunEnd('waits', own);
  expect(own.told).toEqual([expect.stringMatching(/waits for you/)]);
  own.press();
  expect(own.told).toEqual([expect.any(String), 'in front']);
});

it('tells the two ends apart, in both languages', () => {
  const texts = (['en', 'ja'] as const).flatMap((language) =>
    (['reached', 'waits'] as const).flatMap((end) => {
      const own = ports(false, language);
      tellRunEnd(end, own);
      return own.told;
    }),
  );
  expect(new Set(texts).size).toBe(4);
});

it('says nothing to who looks at the window', () => {
  const own = ports(true);
  tellRunEnd('reached', own);
  expect(own.told).toEqual([]);
});
