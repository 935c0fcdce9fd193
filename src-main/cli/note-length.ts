import { stat } from 'node:fs/promises';
import { formatBytes } from '../../shared/i18n/format';
import { m } from '../../shared/paraglide/messages.js';
import { fileLimits } from '../files/file-limits';
import type { Output } from './output';

type Written = 'plan' | 'snapshot';

/** Says of a file just written that it is longer than what Causeway takes back. */
export async function noteLength(output: Output, path: string, kind: Written): Promise<void> {
  const { size } = await stat(path);
  const limit = fileLimits[kind].maxBytes;
  if (size <= limit) return;
  const { language } = output;
  const values = {
    file: path,
    size: formatBytes(size, language),
    limit: formatBytes(limit, language),
  };
  output.note(m.cli_written_too_long(values, { locale: language }));
}
