import { hasten } from './session/hasten.js';
import { applyTheme } from './shell/theme.js';
import './styles/styles.css';

/** A screen on the wall has nobody who would load the page again. */
const again_ms = 5_000;

// What is asked first needs little: it is on its way while what shows it is still loaded.
applyTheme();
hasten(location.pathname);
const begin = (): Promise<unknown> => import('./app.js').catch(() => setTimeout(() => void begin(), again_ms));
void begin();
// The first date or number that a page writes costs as much as all else of its first moment: it is had while the network is
// waited for.
setTimeout(() => new Intl.DateTimeFormat().format(), 0);
