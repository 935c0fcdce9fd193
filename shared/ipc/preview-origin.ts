/** Where pages of a preview stand: nothing else is there, and nothing of ours trusts it. */
export const previewOrigin = 'app://preview';

/** Is this the address of such a page? Whether it is still kept is another question. */
export function isPreviewAddress(url: string): boolean {
  // A pattern takes what is no text for one that it does not fit: unknown is no preview.
  return /^app:\/\/preview\//.test(url);
}
