import { describe, expect, it } from 'vitest';
import { batchContent, isKnownWrite } from '../../../../src-main/graph/write-table';

const id = '11111111-2222-4333-8444-555555555555';
const batch = (method: string, url: string) =>
  batchContent('v1.0', { requests: [{ id: '1', method, url }] });

describe('what may be deleted, and brought back', () => {
  it.each([
    ['DELETE', `/groups/${id}`],
    ['POST', `/directory/deletedItems/${id}/restore`],
  ])('%s %s: one at a time, never inside a batch', (method, path) => {
    expect(isKnownWrite(method, `/v1.0${path}`)).toBe(true);
    expect(isKnownWrite(method, `/beta${path}`)).toBe(false);
    expect(batch(method, path)).toBe('bad');
  });

  it('is no user, no policy, and nothing for good', () => {
    const others = [
      ...[`/users/${id}`, `/directoryObjects/${id}`, `/groups/${id}/members/${id}`, '/groups'],
      ...[`/identity/conditionalAccess/policies/${id}`, `/directory/deletedItems/${id}`],
    ];
    for (const path of others)
      expect([path, isKnownWrite('DELETE', `/v1.0${path}`)]).toEqual([path, false]);
    expect(batch('DELETE', `/groups/${id}/members/${id}/$ref`)).toBe('writes');
  });
});
