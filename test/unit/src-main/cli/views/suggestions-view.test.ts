import { expect, test } from 'vitest';
import { suggestionLines } from '../../../../../src-main/cli/views/suggestions-view';
import { readScenario } from '../../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../../fixtures/scenario-snapshot';

const { snapshot, answers } = scenarioSnapshot(readScenario('S02'));

test('accounts worth a question stand as questions, with the reason, in both languages', () => {
  const english = suggestionLines(snapshot, null, { language: 'en' }).join('\n');
  expect(english).toContain('Questions for you (nothing here was taken as an answer)');
  expect(english).toMatch(/Service accounts[^]*- scan@kestrel\.example: .*Authenticated SMTP/);
  expect(english).not.toContain('shared1@');
  const japanese = suggestionLines(snapshot, null, { language: 'ja' }).join('\n');
  expect(japanese).toContain('確認してください');
  expect(japanese).toContain('Authenticated SMTP でサインイン');
});

test('nothing is asked about accounts that an answer names', () => {
  const lines = suggestionLines(snapshot, answers, { language: 'en' }).join('\n');
  expect(lines).not.toMatch(/scan@|shared1@/);
});
