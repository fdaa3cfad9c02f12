import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where the browser is; the distribution's own, or the one that CHROMIUM names. */
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));

/** No sandbox where root runs it, and nothing that asks for hosts elsewhere. */
export const chromiumFlags: readonly string[] = [
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
];

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ ...(chromiumPath && { executablePath: chromiumPath }), args: [...chromiumFlags] });
