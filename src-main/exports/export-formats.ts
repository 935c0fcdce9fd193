/** Formats this release writes. */
export const exportFormats = [
  'html',
  'pdf',
  'csv',
  'json',
  'md',
  'ics',
  'ps1',
  'messages',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

export function isExportFormat(text: string): text is ExportFormat {
  return exportFormats.some((format) => format === text);
}
