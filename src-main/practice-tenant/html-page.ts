import { randomBytes } from 'node:crypto';
import type { Answer } from './answer';
import type { SignInTexts } from './sign-in-texts';

export interface PageParts {
  readonly texts: SignInTexts;
  readonly heading: string;
  readonly body: string;
  readonly status: number;
  /** The page's first form is sent as soon as it is read. */
  readonly sendsItself?: boolean;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const css = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #566273; --ground: #eef1f5; --card: #fff;
  --line: #cfd6e0; --accent: #0b5a6f; --wash: #e4f1f4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --soft: #a9b5c4; --ground: #12171e;
  --card: #1b222c; --line: #364252; --accent: #6fc6da; --wash: #17323a; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px;
  background: var(--ground); color: var(--ink); line-height: 1.55;
  font: 16px/1.55 "Segoe UI", "Hiragino Sans", "Noto Sans CJK JP", system-ui, sans-serif; }
main { width: min(440px, 100%); background: var(--card); border: 1px solid var(--line);
  border-radius: 14px; padding: 28px; }
.tag { display: inline-block; margin: 0 0 10px; padding: 2px 10px; border-radius: 999px;
  background: var(--wash); color: var(--accent); font-size: 13px; font-weight: 600; }
h1 { margin: 0 0 6px; font-size: 24px; line-height: 1.3; }
.lead { margin: 0 0 18px; color: var(--soft); }
form { margin: 0 0 8px; }
button { font: inherit; color: inherit; cursor: pointer; border-radius: 10px; }
button:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.account { width: 100%; display: grid; grid-template-columns: 1fr auto; gap: 0 12px; text-align: start;
  padding: 10px 14px; background: transparent; border: 1px solid var(--line); }
.account:hover { background: var(--wash); border-color: var(--accent); }
.name { font-weight: 600; } .upn { grid-column: 1 / -1; color: var(--soft); font-size: 14px;
  overflow-wrap: anywhere; }
.role { grid-column: 2; grid-row: 1; color: var(--accent); font-size: 13px; align-self: center; }
details { margin: 16px 0; color: var(--soft); font-size: 14px; }
.quiet { padding: 8px 16px; background: transparent; border: 1px solid var(--line); }
`;

/** A page with its own style and nothing else: no script, image or address of the network. */
export function page(parts: PageParts): Answer {
  const { texts, heading, body, status } = parts;
  const nonce = randomBytes(16).toString('base64');
  const script =
    parts.sendsItself === true
      ? `<script nonce="${nonce}">document.forms[0].submit();</script>`
      : '';
  const text = `<!doctype html>
<html lang="${texts.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(heading)}</title>
<style nonce="${nonce}">${css}</style>
</head>
<body>
<main>
<p class="tag">${texts.practice}</p>
<h1>${escapeHtml(heading)}</h1>
${body}
</main>
${script}
</body>
</html>
`;
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action http://127.0.0.1:* http://localhost:*; base-uri 'none'; frame-ancestors 'none'`,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
  return { status, text, headers };
}
