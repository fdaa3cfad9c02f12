import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'receipt-not-found': {
    status: 404,
    en: 'There is no act at this place of the log that you can see.',
    zh: '日志的这个位置没有您可以查看的记录。',
  },
});
