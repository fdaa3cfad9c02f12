import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'act-not-found': { status: 404, en: 'There is no such act in this alliance.', zh: '本联建共同体没有这条记录。' },
  'figure-not-found': {
    status: 404,
    en: 'There is no such figure in this answer.',
    zh: '该答复中没有这个数字。',
  },
  'period-empty': { status: 409, en: 'A period ends after it begins.', zh: '时段的结束时间须晚于开始时间。' },
  'period-too-long': { status: 409, en: 'The period is too long.', zh: '时段过长。' },
});
