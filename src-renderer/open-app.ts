import { mount } from 'svelte';
import { pageApi } from './api';
import App from './App.svelte';

/** The whole page, in this element. */
export function openApp(target: HTMLElement): void {
  mount(App, { target, props: { api: pageApi() } });
}
