/** A window with a line of text in it: what the runtime costs before a product does anything. */
import { app, BrowserWindow } from 'electron';

app.enableSandbox();
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: true });
  await window.loadURL('data:text/html,<title>Bare</title><p>Bare</p>');
});
