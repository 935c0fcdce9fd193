import type { Api } from '../../shared/ipc/contract-types';
import { screenNames, type ScreenName } from '../../shared/wizard/screen';
import { fakeS02 } from '../fixtures/fake-s02';

interface VisualOptions {
  readonly screen: string;
  readonly language: 'en' | 'ja';
  readonly theme: 'light' | 'dark';
}

declare global {
  interface Window {
    /** Puts the fake where the preload would put the real one; visual.mjs calls it. */
    useFakeApi(options: VisualOptions): void;
  }
}

window.useFakeApi = ({ screen, language, theme }) => {
  const name: ScreenName = screenNames.find((one) => one === screen) ?? 'home';
  const api: Api = fakeS02(name, {
    language,
    settings: { language, theme, density: 'comfortable' },
  });
  Object.defineProperty(window, 'api', { value: api });
};
