import { m } from '../../shared/paraglide/messages.js';
import { escapeHtml } from '../exports/html-text';

/** The pages a browser shows once our own listener has its answer: no script, nothing loaded. */
export function closingPages(locale: 'en' | 'ja'): { done: string; failed: string } {
  const say = { locale };
  return {
    done: toPage(
      locale,
      'done',
      m.sign_in_page_done_title({}, say),
      m.sign_in_page_done_body({}, say),
    ),
    failed: toPage(
      locale,
      'failed',
      m.sign_in_page_failed_title({}, say),
      m.sign_in_page_failed_body({}, say),
    ),
  };
}

const style =
  ':root{color-scheme:light dark;--ink:#1c2430;--soft:#566273;--ground:#eef1f5;--card:#fff;' +
  '--line:#cfd6e0;--done:#107c41;--failed:#8a5300}' +
  '@media(prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#a9b5c4;--ground:#12171e;' +
  '--card:#1b222c;--line:#364252;--done:#7fd8a4;--failed:#f2b661}}' +
  'body{margin:0;min-height:100vh;display:grid;place-items:center;box-sizing:border-box;' +
  'padding:24px;background:var(--ground);color:var(--ink);' +
  'font:16px/1.6 "Segoe UI","Hiragino Sans","Noto Sans CJK JP","Noto Sans JP",system-ui,sans-serif}' +
  'main{box-sizing:border-box;width:min(440px,100%);background:var(--card);' +
  'border:1px solid var(--line);border-radius:14px;padding:28px}' +
  'svg{display:block;width:40px;height:40px;margin:0 0 14px;fill:none;stroke:currentColor;' +
  'stroke-width:2;stroke-linecap:round;stroke-linejoin:round}' +
  '.done{color:var(--done)}.failed{color:var(--failed)}' +
  'h1{margin:0 0 6px;font-size:24px;line-height:1.3}p{margin:0;color:var(--soft)}';

const signs = {
  done: '<path d="M7.5 12.5l3 3 6-6.5"/>',
  failed: '<path d="M12 7v6M12 16.5v.01"/>',
} as const;

function toPage(locale: string, sign: keyof typeof signs, title: string, body: string): string {
  return (
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} – Causeway</title>` +
    `<style>${style}</style></head><body><main>` +
    `<svg class="${sign}" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10"/>` +
    `${signs[sign]}</svg><h1>${escapeHtml(title)}</h1><p>${escapeHtml(body)}</p></main></body></html>`
  );
}
