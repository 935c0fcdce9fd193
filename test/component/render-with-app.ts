import { configure, render } from '@testing-library/svelte';
import type { AppState } from '../../shared/ipc/home-contract';
import type { ScreenName } from '../../shared/wizard/screen';
import App from '../../src-renderer/App.svelte';
import { fetchScreen } from '../../src-renderer/screens/screen-files';
import type { FakeApi } from '../fixtures/fake-api';
import { fakeS02 } from '../fixtures/fake-s02';

// The first test that opens a screen also compiles it. Asking the simulated DOM for the computed
// style of every ancestor takes seconds per query; what is hidden is asserted where it matters.
configure({ asyncUtilTimeout: 10_000, defaultHidden: true });

/** The whole page on a screen, with a fake main; `prepare` changes what main answers. */
export async function renderApp(
  screen: ScreenName,
  prepare: (api: FakeApi) => void = () => undefined,
  change: Partial<AppState> = {},
): Promise<FakeApi> {
  await fetchScreen(screen);
  // What a test before this one was told lies over the page, not in it, and goes by a clock.
  document.querySelectorAll('.told').forEach((told) => told.remove());
  const api = fakeS02(screen, change);
  prepare(api);
  render(App, { props: { api } });
  return api;
}
