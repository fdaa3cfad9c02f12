import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'act-not-found': { status: 404, en: 'There is no such act in this alliance.', zh: '本联建共同体没有这条记录。' },
});
