import { defineConfig, type Plugin } from 'vite';

const api = process.env['LIANJIAN_URL'] ?? 'http://127.0.0.1:3000';
const ours = ['/v1', '/log', '/health', '/problems', '/sign-in', '/sign-out', '/docs', '/openapi.json'];

/** What is painted first needs no script: pages begin to be shown by their style, and scripts come behind it. */
const styleFirst: Plugin = {
  name: 'style-first',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replaceAll(/<(script type="module"|link rel="modulepreload")/g, '<$1 fetchpriority="low"'),
  },
};

/** React Aria speaks 34 languages, the dashboard two: the words of the others are left out. */
const twoLanguages: Plugin = {
  name: 'two-languages',
  load: {
    filter: { id: /\/react-(aria|stately)\/dist\/.*\/intl\/\w+\/(?!en-US|zh-CN)[a-z]{2}-[A-Z]{2}\.mjs$/ },
    handler: () => 'export default {};',
  },
};

/** What most pages are made of is one file, rather than ten that are asked for one after the other. */
const parts = {
  name: 'parts',
  test: /\/dashboard\/src\/(ui\/(?!bar-chart|choose-fields|date-fields|fields|rule-in-words|save-file)|act\/(acts|act-name)\.|explain\/(explain|figure)\.)/,
};

export default defineConfig({
  plugins: [styleFirst, twoLanguages],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Whatever would be written into a page as data: the policy of the page does not load it.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 500,
    // "use client" is for servers that render; there is none.
    rolldownOptions: {
      onLog: (level, log, say) => log.code === 'MODULE_LEVEL_DIRECTIVE' || say(level, log),
      output: { codeSplitting: { groups: [parts] } },
    },
  },
  // For `npm run dev -w dashboard`, beside an application that runs.
  server: { proxy: Object.fromEntries(ours.map((path) => [path, api])) },
});
