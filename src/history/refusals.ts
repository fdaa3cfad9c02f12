import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'population-too-large': {
    status: 409,
    en: 'There are too many events to draw from: narrow them, by time or by kind.',
    zh: '可抽取的事件过多，请按时间或种类缩小范围。',
  },
  'story-not-found': {
    status: 404,
    en: 'Nothing is recorded of this in this alliance.',
    zh: '本联建共同体没有与此有关的记录。',
  },
});
