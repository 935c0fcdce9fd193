/**
 * Walks a practice tenant's sign-in pages the way a person would who takes the first account:
 * submits the first form of each page until an answer has been posted to our own listener. For
 * headless tests only; it is given to `openSignInPage`, which lets it near practice pages alone.
 * @throws Error when a page has no form, or leads anywhere but this machine
 */
export async function followSignInPage(url: string, fetchPage: typeof fetch): Promise<void> {
  let address = url;
  let page = await fetchPage(address, { redirect: 'error' });
  for (let step = 0; step < 6; step += 1) {
    const form = findFirstForm(await page.text(), address);
    if (!form) {
      throw new Error('sign-in-page-without-form');
    }
    const isAnswer = form.action.hostname === 'localhost';
    if (!isAnswer && form.action.origin !== new URL(url).origin) {
      throw new Error('sign-in-page-leads-away');
    }
    if (isAnswer) {
      // MSAL listens on 127.0.0.1 only; `localhost` may mean ::1 first.
      form.action.hostname = '127.0.0.1';
    }
    address = form.action.href;
    page = await fetchPage(
      form.method === 'post' ? address : `${address}?${form.fields.toString()}`,
      form.method === 'post'
        ? { method: 'POST', body: form.fields, redirect: 'error' }
        : { redirect: 'error' },
    );
    if (isAnswer) {
      await page.text();
      return;
    }
  }
  throw new Error('sign-in-page-without-end');
}

interface PageForm {
  readonly action: URL;
  readonly method: string;
  readonly fields: URLSearchParams;
}

/** The first form with its hidden fields and its first button. */
function findFirstForm(html: string, base: string): PageForm | undefined {
  const form = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(html);
  if (!form) {
    return undefined;
  }
  const attributes = readAttributes(form[1] ?? '');
  const fields = new URLSearchParams();
  for (const [, tag = ''] of (form[2] ?? '').matchAll(/<input\b([^>]*)>/gi)) {
    const input = readAttributes(tag);
    const name = input.get('name');
    const isSent = !['submit', 'checkbox', 'radio'].includes(input.get('type') ?? 'text');
    if (name !== undefined && isSent) {
      fields.append(name, input.get('value') ?? '');
    }
  }
  const button = readAttributes(/<button\b([^>]*)>/i.exec(form[2] ?? '')?.[1] ?? '');
  const pressed = button.get('name');
  if (pressed !== undefined) {
    fields.append(pressed, button.get('value') ?? '');
  }
  return {
    action: new URL(attributes.get('action') ?? '', base),
    method: (attributes.get('method') ?? 'get').toLowerCase(),
    fields,
  };
}

function readAttributes(tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of tag.matchAll(/([\w-]+)=(?:"([^"]*)"|'([^']*)')/g)) {
    found.set(name.toLowerCase(), unescapeHtml(double ?? single ?? ''));
  }
  return found;
}

function unescapeHtml(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) => {
    if (typeof decimal === 'string') {
      return String.fromCodePoint(Number(decimal));
    }
    if (typeof hex === 'string') {
      return String.fromCodePoint(Number.parseInt(hex, 16));
    }
    return named[String(name)] ?? String(all);
  });
}
