import { afterEach, expect, it } from 'vitest';
import { keepFocus } from '../../../src-renderer/shell/keep-focus';

let stop: () => void = () => undefined;
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

const drawn = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function shell(): HTMLElement {
  const root = document.createElement('div');
  root.innerHTML = `<main><h1 tabindex="-1">Roll out</h1><button id="own">Record</button></main>
    <footer><button id="hold">Hold</button><button data-command="primary">Continue</button></footer>`;
  document.body.append(root);
  stop = keepFocus(root);
  return root;
}

const focus = (id: string): HTMLElement => {
  const one = document.getElementById(id);
  if (one === null) throw new Error(id);
  one.focus();
  return one;
};

it('goes to the heading when a button of the screen is taken away', async () => {
  const root = shell();
  focus('own').remove();
  await drawn();
  expect(document.activeElement).toBe(root.querySelector('h1'));
});

it('goes to the main button when one of the footer is taken away', async () => {
  const root = shell();
  focus('hold').remove();
  await drawn();
  expect(document.activeElement).toBe(root.querySelector('[data-command="primary"]'));
});

it('leaves focus alone where it is, and under a dialog', async () => {
  const root = shell();
  const own = focus('own');
  root.querySelector('#hold')?.remove();
  await drawn();
  expect(document.activeElement).toBe(own);
  const dialog = document.createElement('dialog');
  dialog.setAttribute('open', '');
  root.append(dialog);
  own.remove();
  await drawn();
  expect(document.activeElement).toBe(document.body);
});
