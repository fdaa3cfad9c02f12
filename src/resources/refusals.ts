import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'resource-not-found': { status: 404, en: 'There is no such resource.', zh: '没有这项资源。' },
  'resource-id-taken': { status: 409, en: 'Another resource has this id.', zh: '该编号已被另一项资源使用。' },
  'not-your-resource': {
    status: 403,
    en: 'Only the unit that offers a resource changes it.',
    zh: '只有提供该资源的单位可以更改它。',
  },
  'resource-withdrawn': { status: 409, en: 'The resource has been withdrawn.', zh: '该资源已被撤回。' },
  'resource-allocated': {
    status: 409,
    en: 'Something of the resource is allocated to pledges. Say that these are to be released, or keep offering it.',
    zh: '该资源已有部分分配给认领。请注明释放这些分配，或继续提供。',
  },
  'measure-fixed': {
    status: 409,
    en: 'Kind and unit of measure stay as they are while something of the resource is allocated.',
    zh: '资源有分配期间，其类别和计量单位不能更改。',
  },
  'less-than-allocated': {
    status: 409,
    en: 'More of the resource is allocated than this quantity.',
    zh: '该资源已分配的数量超过此数量。',
  },
  'money-without-currency': {
    status: 409,
    en: 'The unit of measure of money is its currency, such as CNY.',
    zh: '资金的计量单位应为货币代码，例如 CNY。',
  },
});
