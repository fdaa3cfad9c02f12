import { defineConfig, type Plugin } from 'vite';

const api = process.env['LIANJIAN_URL'] ?? 'http://127.0.0.1:3000';
const ours = ['/v1', '/log', '/health', '/problems', '/sign-in', '/sign-out', '/docs', '/openapi.json'];

/**
 * What is painted first needs no script: pages begin to be shown by their style, and scripts come behind it. The one
 * that asks the first questions loads the others; the page says at once that they are wanted.
 */
const styleFirst: Plugin = {
  name: 'style-first',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) => {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
      const program = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/src/app.tsx'));
      const wanted = program ? [program.fileName, ...program.imports] : [];
      const tags = wanted
        .filter((file) => !html.includes(`/${file}"`))
        .map((file) => ({ rel: 'modulepreload', fetchpriority: 'low', crossorigin: true, href: `/${file}` }))
        .map((attrs) => ({ tag: 'link', attrs, injectTo: 'head' as const }));
      return {
        html: html.replaceAll(/<(script type="module"|link rel="modulepreload")/g, '<$1 fetchpriority="low"'),
        tags,
      };
    },
  },
};

/**
 * React Aria speaks 34 languages, the dashboard two: the words of the others are left out. Which one it is, the dashboard
 * tells it: it does not look up which languages the browser knows, which takes as long as all else that it begins with.
 */
const twoLanguages: Plugin = {
  name: 'two-languages',
  load: {
    filter: { id: /\/react-(aria|stately)\/dist\/.*\/(intl\/\w+\/[a-z]{2}-[A-Z]{2}|i18n\/useDefaultLocale)\.mjs$/ },
    handler: (id) => {
      if (/\/(en-US|zh-CN)\.mjs$/.test(id)) return undefined;
      if (id.endsWith('/useDefaultLocale.mjs'))
        return "const en = { locale: 'en-US', direction: 'ltr' }; export const getDefaultLocale = () => en, useDefaultLocale = () => en;";
      return 'export default {};';
    },
  },
};

/** What asks the first questions is one file; what most pages are made of another, rather than ten, one after the other. */
const first = { name: 'first', tags: ['$initial' as const], priority: 2 };
const parts = {
  name: 'parts',
  priority: 1,
  test: /\/dashboard\/src\/(ui\/(?!bar-chart|choose-fields|date-fields|fields|rule-in-words|save-file)|act\/(acts|act-name)\.|explain\/(explain|figure)\.|shell\/(navigation|openers)\.|api\/live\.)/,
};

export default defineConfig({
  plugins: [styleFirst, twoLanguages],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // A page's style that did not come once would not come when the page is tried again: all of it is 10 kB, and is there.
    cssCodeSplit: false,
    // Whatever would be written into a page as data: the policy of the page does not load it.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 500,
    // "use client" is for servers that render; there is none.
    rolldownOptions: {
      onLog: (level, log, say) => log.code === 'MODULE_LEVEL_DIRECTIVE' || say(level, log),
      output: { codeSplitting: { groups: [first, parts] } },
    },
  },
  // For `npm run dev -w dashboard`, beside an application that runs.
  server: { proxy: Object.fromEntries(ours.map((path) => [path, api])) },
});
