import { mount } from 'svelte';
import App from './App.svelte';
import { pageApi } from './api';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/choices.css';
import './styles/surfaces.css';
import './styles/user-grid.css';
import './styles/shell.css';
import './styles/rail.css';
import './styles/print.css';

const target = document.getElementById('app');
if (target !== null) {
  // Before the first answer of main the system's theme is the best guess.
  const isDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  mount(App, { target, props: { api: pageApi() } });
}
