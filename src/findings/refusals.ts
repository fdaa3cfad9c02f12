import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'finding-not-found': { status: 404, en: 'There is no such finding.', zh: '没有这项审计发现。' },
  'finding-id-taken': { status: 409, en: 'Another finding has this id.', zh: '该编号已被另一项审计发现使用。' },
  'finding-not-yours': {
    status: 403,
    en: 'Only the unit that is asked answers a finding.',
    zh: '只有被要求答复的单位可以答复该审计发现。',
  },
  'finding-of-another-auditor': {
    status: 403,
    en: 'A finding is taken back only by the auditor who raised it.',
    zh: '审计发现只能由提出者本人撤回。',
    remedy: {
      en: 'Accept its answer, or close it with the reason: any auditor of the alliance may.',
      zh: '共同体的任何审计者均可接受其答复，或说明原因后予以关闭。',
    },
  },
  'finding-closed': { status: 409, en: 'The finding is closed.', zh: '该审计发现已关闭。' },
  'finding-withdrawn': { status: 409, en: 'The finding was taken back.', zh: '该审计发现已撤回。' },
  'finding-unanswered': {
    status: 409,
    en: 'The unit has not answered: a finding without an answer is closed only with words that say why.',
    zh: '该单位尚未答复：关闭未获答复的审计发现须说明原因。',
    remedy: {
      en: 'Wait for the answer, give more time, or say in `words` why there need be none.',
      zh: '请等待答复、延长期限，或在 `words` 中说明为何无需答复。',
    },
  },
  'event-not-found': {
    status: 409,
    en: 'There is no event of this alliance at one of these places in the log.',
    zh: '所列日志位置中，有的并非本共同体的事件。',
    cause: {
      en: 'A position is of no event yet, of an event of another alliance, or of one that is not for auditors to see: these are not told apart. `data.positions` names them.',
      zh: '该位置尚无事件，或属于其他共同体，或不对审计者开放：系统不作区分。`data.positions` 列出这些位置。',
    },
    remedy: {
      en: 'Take positions from the history, a sample or the anomalies of this alliance.',
      zh: '请使用本共同体的历史、抽样或异常清单中的位置。',
    },
  },
  'unit-not-a-member': {
    status: 409,
    en: 'A finding is for a unit on the roll of the alliance to answer.',
    zh: '审计发现须由在册的成员单位答复。',
  },
  'answer-due-out-of-bounds': {
    status: 409,
    en: 'An answer is due on a day that is not over, within three years.',
    zh: '答复期限须为今日或之后的日期，且在三年之内。',
  },
  'answer-due-not-later': {
    status: 409,
    en: 'More time means a later day than the one on which the answer is due.',
    zh: '延期后的答复期限须晚于原期限。',
  },
  'too-many-answers': {
    status: 409,
    en: 'So much was said about this finding that no more is taken.',
    zh: '该审计发现的往来记录已达上限。',
    remedy: {
      en: 'An auditor closes it, and raises another one about the same events.',
      zh: '请由审计者关闭该项，并就相同事件另行提出。',
    },
  },
});
