import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'feed-not-found': { status: 404, en: 'Your unit has no such calendar feed.', zh: '贵单位没有这个日历订阅。' },
  'feed-id-taken': { status: 409, en: 'Another calendar feed has this id.', zh: '该编号已被另一个日历订阅使用。' },
  'feed-revoked': {
    status: 409,
    en: 'This calendar feed was revoked. Make another one.',
    zh: '该日历订阅已撤销，请另建一个。',
  },
});
