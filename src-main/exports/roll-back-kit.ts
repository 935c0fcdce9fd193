import { join } from 'node:path';
import type { Failure } from '../../shared/diagnostic';
import { rollBackKit, rollBackKitDocument } from '../../shared/exports/roll-back-kit';
import type { Language } from '../../shared/i18n/format';
import type { Plan } from '../../shared/plan/plan';
import { ok, type Result } from '../../shared/result';
import { makeDirectory, writeWhole } from '../files/plan-files';
import { renderHtml } from './render-html';

/**
 * Writes the kit beside the journal, before the first write that tightens anything: a page to
 * read and the same requests as JSON. Both work without the app, a sign-in or a network.
 */
export async function writeRollBackKit(
  plan: Plan,
  directory: string,
  language: Language,
  zone = 'UTC',
): Promise<Result<void, Failure>> {
  const made = await makeDirectory(directory);
  if (!made.ok) return made;
  const other: Language = language === 'en' ? 'ja' : 'en';
  const page = renderHtml([
    rollBackKitDocument(plan, language, zone),
    rollBackKitDocument(plan, other, zone),
  ]);
  const json = `${JSON.stringify(rollBackKit(plan), null, 2)}\n`;
  const written = await writeWhole(join(directory, 'roll-back-kit.html'), page);
  if (!written.ok) return written;
  const also = await writeWhole(join(directory, 'roll-back-kit.json'), json);
  return also.ok ? ok(undefined) : also;
}
