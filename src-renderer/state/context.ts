import { createContext } from 'svelte';
import type { AppStore } from './app.svelte';

/** The app store of the window; `App.svelte` sets it, every screen and shell part reads it. */
export const [useApp, provideApp] = createContext<AppStore>();
