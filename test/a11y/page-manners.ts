import type { Page } from '@playwright/test';

/** What makes the page scroll sideways; tables and pictures may, in scrollers of their own. */
export function sidewaysOverflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    const scrollers = [root, ...document.querySelectorAll('main, dialog[open] .body')];
    if (scrollers.every((one) => one.scrollWidth <= one.clientWidth + 1)) return [];
    // Where it begins: wider than its parent, which lets it.
    const names = [...document.querySelectorAll('body *')]
      .filter((one) => {
        const { parentElement: parent } = one;
        if (parent === null || getComputedStyle(parent).overflowX !== 'visible') return false;
        const edge = root.clientWidth + 0.5;
        const { right } = one.getBoundingClientRect();
        return right > edge && parent.getBoundingClientRect().right <= edge;
      })
      .map((one) => `${one.tagName}.${one.className} “${one.textContent.trim().slice(0, 40)}”`);
    return [`${root.scrollWidth} px wide: ${names.slice(0, 4).join('; ')}`];
  });
}

/**
 * Walks the content with Tab until focus leaves it: what is wrong with each stop. `judge` runs in the
 * page, looks for the stop itself, and answers nothing where focus has left: one way there and back.
 */
async function faultsOnTrail(
  page: Page,
  most: number,
  judge: () => string | null | undefined,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(judge);
    if (fault === undefined) return found;
    if (fault !== null) found.push(fault);
  }
  return found;
}

/** Stops of Tab that the bars cover wholly while they have focus (SC 2.4.11). */
export function coveredOnTrail(page: Page): Promise<readonly string[]> {
  return faultsOnTrail(page, 60, () => {
    const focused = document.querySelector('main :focus');
    if (focused === null) return undefined;
    const box = focused.getBoundingClientRect();
    const places = [0.1, 0.5, 0.9].flatMap((across) =>
      [0.1, 0.5, 0.9].map((down) => [box.x + box.width * across, box.y + box.height * down]),
    );
    const isSeen = places.some(([x, y]) => {
      const top = document.elementFromPoint(x ?? 0, y ?? 0);
      // A label lies over its own field, a card over its own radio button; any other part that holds
      // the focused one is what lies on top of it, or the page showing through.
      const label = top?.closest('label');
      return top !== null && (focused.contains(top) || (label?.contains(focused) ?? false));
    });
    return isSeen ? null : `covered: ${focused.tagName} ${focused.textContent.trim().slice(0, 40)}`;
  });
}

/**
 * Controls smaller than 24 by 24 px that are no words of a sentence; room of their own around them
 * counts (SC 2.5.8, exceptions "spacing" and "inline").
 */
export function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll(
      'button, a[href], select, summary, input:not([type=hidden]), [role=button], [role=tab]',
    );
    return [...controls]
      .map((control) => {
        const hasLabel = control instanceof HTMLInputElement ? control.closest('label') : null;
        const target = hasLabel ?? control;
        const { display, marginLeft, marginRight, marginTop, marginBottom } =
          getComputedStyle(target);
        const box = target.getBoundingClientRect();
        const width = box.width + parseFloat(marginLeft) + parseFloat(marginRight);
        const height = box.height + parseFloat(marginTop) + parseFloat(marginBottom);
        const isInline = display === 'inline' && target === control;
        const isHidden = box.width === 0 || box.height === 0 || control.closest('[inert]') !== null;
        const isVisuallyHidden = control.closest('.visually-hidden, .skip-link') !== null;
        const isBig = width >= 24 && height >= 24;
        if (isInline || isHidden || isVisuallyHidden || isBig) return null;
        const name = control.getAttribute('aria-label') ?? control.textContent.trim();
        return `${control.tagName} “${name.slice(0, 30)}” ${Math.round(width)} × ${Math.round(height)}`;
      })
      .filter((one) => one !== null);
  });
}

/** Texts cut off by their own box; the lines of a grid end in dots, and open to the whole. */
export function clippedTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main *, header *, nav *, footer *, dialog[open] *')]
      .filter((one): one is HTMLElement => one instanceof HTMLElement)
      .filter((one) => {
        const { overflowX, overflowY, display } = getComputedStyle(one);
        const hasText = [...one.childNodes].some(
          (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
        );
        if (
          !hasText ||
          display === 'inline' ||
          one.closest('.visually-hidden, [role=grid]') !== null
        )
          return false;
        const cutsX = overflowX === 'hidden' || overflowX === 'clip';
        const cutsY = overflowY === 'hidden' || overflowY === 'clip';
        const isWide = cutsX && one.scrollWidth > one.clientWidth + 1;
        const isTall = cutsY && one.scrollHeight > one.clientHeight + 1;
        return isWide || isTall;
      })
      .map((one) => `${one.tagName}.${one.className} “${one.textContent.trim().slice(0, 30)}”`),
  );
}

/** Stops of Tab that show no ring, with focus put there by the keyboard. */
export function ringlessOnTrail(page: Page): Promise<readonly string[]> {
  return faultsOnTrail(page, 40, () => {
    const focused = document.querySelector('main :focus');
    if (focused === null) return undefined;
    // A card that is one big button wears the ring itself.
    const hasRing = [focused, focused.closest('article')].some((one) => {
      if (one === null) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
    });
    const text = focused.textContent.trim().slice(0, 30);
    return hasRing ? null : `${focused.tagName}.${focused.className} ${text}`;
  });
}

/** What would move for longer than 0.1 s: transitions and animations, as the page's styles say. */
export function longMotions(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const seconds = (text: string): number =>
      Math.max(...text.split(',').map((one) => parseFloat(one) * (one.includes('ms') ? 0.001 : 1)));
    return [...document.querySelectorAll('body *')]
      .filter((one) => {
        const { transitionDuration, animationDuration, animationName } = getComputedStyle(one);
        const isAnimated = animationName !== 'none' && seconds(animationDuration) > 0.1;
        return seconds(transitionDuration) > 0.1 || isAnimated;
      })
      .map((one) => `${one.tagName}.${one.getAttribute('class') ?? ''}`);
  });
}

/**
 * Makes every text on the page 40 % longer, as another language would, with letters that need room
 * above and below; Japanese grows by full-width ones. What was not made for one length of words is
 * cut off or pushes others aside. The number of texts that grew.
 */
export function lengthenTexts(page: Page): Promise<number> {
  return page.evaluate(() => {
    const accents: Readonly<Record<string, string>> = {
      a: 'å',
      e: 'ẽ',
      i: 'ï',
      o: 'ø',
      u: 'ŷ',
      A: 'Å',
    };
    const filler = document.documentElement.lang === 'ja' ? '全角Ｗ漢' : ' ẽñð';
    // The bars around a screen stay: they are lengthened once.
    const kept = globalThis as unknown as { longer?: WeakMap<Node, string> };
    const longer = (kept.longer ??= new WeakMap());
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let count = 0;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      if (text.trim() === '' || longer.get(node) === text) continue;
      // Names of people and codes are data, not words of ours.
      // A picture cuts its labels to two lines: they stand whole in its table.
      if (node.parentElement?.closest('bdi, code, figure svg') !== null) continue;
      const accented = text.replace(/[aeiouA]/g, (letter) => accents[letter] ?? letter);
      let more = '';
      while (more.length < text.trim().length * 0.4) more += filler;
      node.textContent = accented.trimEnd() + more;
      longer.set(node, node.textContent);
      count += 1;
    }
    return count;
  });
}

/** Fields that stop a paste; what they hold stays as it is (SC 3.3.8). */
export function refusedPastes(
  page: Page,
): Promise<{ readonly fields: number; readonly refusing: readonly string[] }> {
  return page.evaluate(() => {
    const own = 'input:is([type=text], [type=search], [type=password], :not([type])), textarea';
    const fields = [...document.querySelectorAll<HTMLInputElement>(own)].filter(
      (one) => !one.disabled && !one.readOnly,
    );
    const wouldTake = (field: Element): boolean => {
      const shared = { bubbles: true, cancelable: true };
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'pasted');
      const inputType = 'insertFromPaste';
      return [
        new ClipboardEvent('paste', { ...shared, clipboardData }),
        new InputEvent('beforeinput', { ...shared, inputType, data: 'pasted' }),
      ].every((event) => field.dispatchEvent(event));
    };
    const refusing = fields.filter((field) => !wouldTake(field));
    return { fields: fields.length, refusing: refusing.map(({ id, name }) => `${id} ${name}`) };
  });
}

/** Words that take four lines and more for want of room, or lie under what stands beside them. */
export function squeezedWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const nameOf = (one: Element): string => one.textContent.trim().slice(0, 40);
    for (const head of document.querySelectorAll('main .table tbody th')) {
      const { width } = head.getBoundingClientRect();
      const words = document.createRange();
      words.selectNodeContents(head);
      const isTall = words.getBoundingClientRect().height > 80;
      if (width > 0 && width < 100 && isTall)
        found.push(`${Math.round(width)} px for ${nameOf(head)}`);
    }
    for (const summary of document.querySelectorAll('main summary')) {
      const [title, end] = [summary.querySelector('.title'), summary.querySelector('.end')];
      if (title === null || title.getClientRects().length === 0) continue;
      const words = document.createRange();
      words.selectNodeContents(title);
      const [own, room] = [words.getBoundingClientRect(), title.getBoundingClientRect()];
      if (room.width < 100) found.push(`${Math.round(room.width)} px for ${nameOf(title)}`);
      const beside = end?.getBoundingClientRect();
      const isUnder = beside && own.bottom > beside.top && own.top < beside.bottom;
      if (isUnder && own.right > beside.left) found.push(`under a badge: ${nameOf(title)}`);
    }
    return found;
  });
}
