import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'story-not-found': {
    status: 404,
    en: 'Nothing is recorded of this in this alliance.',
    zh: '本联建共同体没有与此有关的记录。',
  },
});
