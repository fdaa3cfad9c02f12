import type { FastifyRequest } from 'fastify';

/** The language of our texts that a caller prefers (RFC 9110, 12.5.4): English unless Chinese is asked for first. */
export const preferred = ({ headers }: Pick<FastifyRequest, 'headers'>): 'en' | 'zh' => {
  const ranges = (headers['accept-language'] ?? '').slice(0, 200).split(',');
  const wishes = ranges.map((range) => {
    const [tag = '', weight] = range.trim().toLowerCase().split(';q=');
    return { tag: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) || 0 };
  });
  const weightOf = (tag: string) =>
    Math.max(0, ...wishes.filter((each) => each.tag === tag).map(({ weight }) => weight));
  return weightOf('zh') > weightOf('en') ? 'zh' : 'en';
};
