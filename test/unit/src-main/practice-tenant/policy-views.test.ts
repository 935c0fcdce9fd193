import { describe, expect, test } from 'vitest';
import { padPolicy, policyBytes } from '../../../../src-main/practice-tenant/policy-views';

const policy = { description: 'Länge in Bytes', displayName: '認証方法', id: 'p' };

describe('the length of the methods policy', () => {
  test.each(['http://127.0.0.1:80', 'http://127.0.0.1:54321'])(
    'is met to the byte, shorter and longer, at %s',
    (origin) => {
      const at = { origin, cloud: 'public' } as const;
      const least = policyBytes({ ...policy, description: '' }, at);
      for (const bytes of [least, least + 3, least + 40, 16_384, 16_385, 20_000, 20_001]) {
        const padded = padPolicy(policy, bytes, at);
        expect(padded && policyBytes(padded, at)).toBe(bytes);
        expect(padded).toMatchObject({ displayName: '認証方法', id: 'p' });
      }
      expect(padPolicy(policy, least - 1, at)).toBeUndefined();
    },
  );
});
