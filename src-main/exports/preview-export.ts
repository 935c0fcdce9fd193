import { previewCharacters, type ExportPreview } from '../../shared/ipc/export-contract';
import { exportContents, type ContentsInput, type Plans } from './export-contents';

/** What an export would hold: the names of its files, and the beginning of one. */
export function previewExport(
  input: ContentsInput,
  plans: Plans,
  wanted: string | null,
): ExportPreview {
  const contents = exportContents(input, plans);
  const shown = contents.find(({ name }) => name === wanted) ?? contents[0];
  const files = contents.map(({ name }) => name);
  if (shown === undefined) return { files, shown: null };
  const isPage = shown.asText !== undefined;
  const { text, isWhole } = beginning(shown.asText?.() ?? shown.pieces());
  return { files, shown: { name: shown.name, text, isWhole, isPage } };
}

/** No more is made than is shown. */
function beginning(pieces: Iterable<string>): { text: string; isWhole: boolean } {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length > previewCharacters) {
      return { text: text.slice(0, previewCharacters), isWhole: false };
    }
  }
  return { text, isWhole: true };
}
