import { m } from '../../../shared/paraglide/messages.js';
import { formatBytes } from '../../../shared/i18n/format';
import type { ExportedFile } from '../../exports/export-plan';
import type { Output } from '../output';
import { columns } from './lines';

type Voice = Pick<Output, 'language'>;

/** What was written, with size and hash. */
export function exportLines(
  directory: string,
  files: readonly ExportedFile[],
  { language }: Voice,
): readonly string[] {
  return [
    m.cli_written({ file: directory }, { locale: language }),
    ...columns(
      files.map(({ name, bytes, sha256 }) => [name, formatBytes(bytes, language), sha256]),
    ),
  ];
}

export function captureLines(path: string, bytes: number, { language }: Voice): readonly string[] {
  return [
    `${m.cli_written({ file: path }, { locale: language })} (${formatBytes(bytes, language)})`,
    m.cli_capture_private({}, { locale: language }),
  ];
}
