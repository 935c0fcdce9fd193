import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';

describe('what to do about a file that could not be written', () => {
  it.each([
    ['ENOSPC', /Make room on this disk/, /空き容量/],
    ['EDQUOT', /Make room on this disk/, /空き容量/],
    ['EROFS', /on a disk that can be written/, /書き込みできる場所/],
    ['EACCES', /folder you may write/, /書き込む権限/],
    ['EBUSY', /Close the file/, /ファイルを閉じて/],
    ['EPERM', /Close the file .* or choose a folder/, /ファイルを閉じるか/],
    ['EXDEV', /^Choose a folder you may write/, /^書き込めるフォルダー/],
  ])('follows from the code of the system: %s', (code, english, japanese) => {
    const told = failure('file/unwritable', { file: 'a', code });
    expect(describeFailure(told, 'en').do).toMatch(english);
    expect(describeFailure(told, 'ja').do).toMatch(japanese);
    expect(describeFailure(told, 'ja', 'UTC', 'window').do).toMatch(japanese);
  });

  it('is of files alone', () => {
    const told = failure('store/unwritable', { path: 'a', code: 'ENOSPC' });
    expect(describeFailure(told, 'en').do).toMatch(/tenant was not changed/);
  });
});
