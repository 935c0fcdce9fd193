/** The system's code of a file error (`ENOENT`), or `UNKNOWN`. */
export function systemCode(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) {
    return typeof error.code === 'string' ? error.code : 'UNKNOWN';
  }
  return 'UNKNOWN';
}
