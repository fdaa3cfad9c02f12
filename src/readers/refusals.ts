import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'event-not-set-aside': {
    status: 409,
    en: 'This event was not set aside for this reader.',
    zh: '该事件未曾对此读取者搁置。',
  },
});
