import { hasten } from './session/hasten.js';
import { applyTheme } from './shell/theme.js';
import './styles/styles.css';

// What is asked first needs little: it is on its way while what shows it is still loaded.
applyTheme();
hasten(location.pathname);
void import('./app.js');
// The first date or number that a page writes costs as much as all else of its first moment: it is had while the network is
// waited for.
setTimeout(() => new Intl.DateTimeFormat().format(), 0);
