import { expect, it } from 'vitest';
import { tellNoPage, type NoPagePorts } from '../../../../src-main/app/tell-no-page';

type Question = Parameters<NoPagePorts['ask']>[0];

/** The system's dialog, answered with these buttons one after another. */
function dialogOf(answers: readonly number[], locale: 'en' | 'ja' = 'en') {
  const left = [...answers];
  const asked: Question[] = [];
  let opened = 0;
  const ports: NoPagePorts = {
    ask: (question) => {
      asked.push(question);
      return Promise.resolve({ response: left.shift() ?? 0 });
    },
    openLogs: () => Promise.resolve(void (opened += 1)),
    locale: () => locale,
  };
  return { ports, asked, opened: () => opened };
}

it('says what happened, why and what to do, with a way out and to the logs', async () => {
  const { ports, asked, opened } = dialogOf([1, 1, 0]);
  expect(await tellNoPage('files', ports)).toBe('quit');
  expect([asked.length, opened()]).toEqual([3, 2]);
  expect(asked[0]?.buttons).toEqual(['Quit', 'Open logs folder']);
  expect(asked[0]?.message).toBe('Causeway can’t show its window');
  expect(asked[0]?.detail).toMatch(/changed after it was built.*Install.*plans are untouched/s);
});

it('lets one wait for a window that may only be late, and Esc waits', async () => {
  const { ports, asked } = dialogOf([2]);
  expect(await tellNoPage('silent', ports)).toBe('wait');
  expect([asked[0]?.buttons?.length, asked[0]?.cancelId]).toEqual([3, 2]);
});

it('waits for nothing where a part of the program is missing', async () => {
  const { ports, asked } = dialogOf([0], 'ja');
  expect(await tellNoPage('start', ports)).toBe('quit');
  expect(asked[0]).toMatchObject({ cancelId: 0, buttons: ['終了', 'ログのフォルダーを開く'] });
  expect(`${asked[0]?.message} ${asked[0]?.detail}`).toMatch(/続行できません.*計画は/s);
});
