import type { FastifyReply, FastifyRequest } from 'fastify';
import { preferred } from '../platform/language.js';
import { texts, type Text } from './texts.js';

/** No script at all, and nothing from elsewhere. The form's own page may be named to it, and to nobody else. */
const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** What a page of the sign-in shows below its one sentence. */
export type Shown = Readonly<{
  says: Text;
  lines?: readonly string[];
  /** A button that posts this. */
  posts?: Readonly<{ to: string; text: Text; token: string }>;
  leads?: Readonly<{ to: string; text: Text }>;
}>;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** Answers with a small page in the reader's language. */
export const show = (request: FastifyRequest, reply: FastifyReply, status: number, shown: Shown): FastifyReply => {
  const language = preferred(request);
  const say = (text: Text): string => escaped(texts[language][text]);
  const { says, lines = [], posts, leads } = shown;
  const parts = [
    `<p>${say(says)}</p>`,
    ...lines.map((line) => `<p><code>${escaped(line)}</code></p>`),
    ...(posts
      ? [
          `<form method="post" action="${escaped(posts.to)}"><input type="hidden" name="token" value="${escaped(posts.token)}" /><button>${say(posts.text)}</button></form>`,
        ]
      : []),
    ...(leads ? [`<p><a href="${escaped(leads.to)}">${say(leads.text)}</a></p>`] : []),
  ];
  if (status === 503) reply.header('retry-after', '1');
  return reply
    .status(status)
    .headers(headers)
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" /><title>${say('title')} · 联建 Lianjian</title><link rel="stylesheet" href="/sign-in.css" /><link rel="icon" href="/icon.svg" /></head>
<body><h1>联建 Lianjian</h1>${parts.join('\n')}</body>
</html>
`,
    );
};
