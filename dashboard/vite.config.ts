import { defineConfig } from 'vite';

const api = process.env['LIANJIAN_URL'] ?? 'http://127.0.0.1:3000';
const ours = ['/v1', '/log', '/health', '/problems', '/sign-in', '/sign-out', '/docs', '/openapi.json'];

export default defineConfig({
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Whatever would be written into a page as data: the policy of the page does not load it.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 500,
    // "use client" is for servers that render; there is none.
    rolldownOptions: { onLog: (level, log, say) => log.code === 'MODULE_LEVEL_DIRECTIVE' || say(level, log) },
  },
  // For `npm run dev -w dashboard`, beside an application that runs.
  server: { proxy: Object.fromEntries(ours.map((path) => [path, api])) },
});
