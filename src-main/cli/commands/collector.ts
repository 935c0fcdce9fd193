import { m } from '../../../shared/paraglide/messages.js';
import { ok } from '../../../shared/result';
import { collector } from '../../exports/collector';
import { checkTarget } from '../../files/check-target';
import { writeWhole } from '../../files/plan-files';
import type { Command } from '../context';
import { exitCodes } from '../exit-codes';
import { cloudOf, requiredText } from '../option-values';

/** Writes the read-only script that makes a capture file where no app may be let in. */
export const runCollector: Command = async (context) => {
  const cloud = cloudOf(context);
  if (!cloud.ok) return cloud;
  const file = requiredText(context, 'out');
  const target = await checkTarget(file, 'causeway-collector/1');
  if (!target.ok) return target;
  const { output, sha256 } = context;
  const { language } = output;
  const script = collector(cloud.value, language);
  const written = await writeWhole(file, script);
  if (!written.ok) return written;
  const bytes = Buffer.byteLength(script);
  const result = { schema: 'causeway-collector-written/1', file, bytes, sha256: sha256(script) };
  output.result(result, () => [m.cli_written({ file }, { locale: language })]);
  return ok(exitCodes.done);
};
