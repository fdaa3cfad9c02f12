import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'webhook-not-found': { status: 404, en: 'Your unit has no such webhook.', zh: '贵单位没有这个 webhook。' },
  'webhook-id-taken': { status: 409, en: 'Another webhook has this id.', zh: '该编号已被另一个 webhook 使用。' },
  'webhook-address-refused': {
    status: 409,
    en: 'Nothing is sent to this address: it must be a public one, by https, on port 443 or above 1023.',
    zh: '不能向该地址发送：必须是公网 https 地址，端口为 443 或大于 1023。',
  },
  'event-type-unknown': {
    status: 409,
    en: 'There are no events of these types.',
    zh: '没有这些类型的事件。',
  },
  'too-many-webhooks': {
    status: 409,
    en: 'Your unit has as many webhooks as it may have. Remove one that is not needed.',
    zh: '贵单位的 webhook 已达上限，请先删除不需要的。',
  },
  'webhook-not-answering': {
    status: 409,
    en: 'The address did not answer as it must.',
    zh: '该地址没有按要求应答。',
  },
  'webhook-not-verified': {
    status: 409,
    en: 'The address must be verified first.',
    zh: '必须先验证该地址。',
  },
  'webhook-removed': { status: 409, en: 'This webhook was removed.', zh: '这个 webhook 已被删除。' },
  'place-not-reached': {
    status: 409,
    en: 'The log has not reached this place yet.',
    zh: '日志尚未到达这个位置。',
  },
  'dead-letter-not-found': {
    status: 404,
    en: 'There is no such dead letter; it may have been taken meanwhile, or be too old.',
    zh: '没有这封死信；可能已经送达或已过保留期。',
  },
});
