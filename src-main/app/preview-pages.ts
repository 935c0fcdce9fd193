import { pagePolicy } from '../exports/render-html';
import { bundleHeaders } from './protocol';
import { previewOrigin } from '../../shared/ipc/preview-origin';

/**
 * Pages of an export that are looked at before they are written. They stand at an origin of their
 * own, in a frame of ours alone, where nothing runs, loads, sends or opens.
 */
const previewHeaders: Readonly<Record<string, string>> = {
  ...bundleHeaders,
  'content-type': 'text/html; charset=utf-8',
  // SECURITY: "sandbox" holds without the frame's own attribute: an origin that is nobody's, no script.
  'content-security-policy': `${pagePolicy}; frame-ancestors app://bundle; sandbox`,
};

/** Keeps the page that is looked at, and no other: what is no longer shown is nowhere. */
export class PreviewPages {
  readonly #newId: () => string;
  #kept: { readonly id: string; readonly html: string } | null = null;

  /** @param newId answers an id nobody can guess */
  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** In place of the one before. Answers the name the page is asked for by. */
  readonly keep = (html: string): string => {
    const id = this.#newId();
    this.#kept = { id, html };
    return id;
  };

  readonly answer = ({
    method,
    url,
  }: {
    readonly method: string;
    readonly url: string;
  }): Response => {
    const kept = this.#kept;
    if (kept === null || method !== 'GET' || url !== `${previewOrigin}/${kept.id}`) {
      return new Response(null, { status: 404, headers: { ...previewHeaders } });
    }
    return new Response(kept.html, { status: 200, headers: { ...previewHeaders } });
  };
}
