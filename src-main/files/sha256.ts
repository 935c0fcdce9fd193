import { createHash } from 'node:crypto';
import type { Sha256 } from '../../shared/ids';

/** Hex SHA-256 of UTF-8 text, whole or in pieces that cut no character in two. */
export const sha256: Sha256 = Object.assign(
  (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex'),
  {
    pieces(texts: Iterable<string>): string {
      const hash = createHash('sha256');
      for (const text of texts) hash.update(text, 'utf8');
      return hash.digest('hex');
    },
  },
);
