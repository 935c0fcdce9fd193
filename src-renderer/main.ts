import './styles/tokens.css';
import './styles/opening.css';
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
  // Apart, so that what stands in for the shell is painted while the rest is still on its way.
  void import('./open-app').then(({ openApp }) => openApp(target));
}
