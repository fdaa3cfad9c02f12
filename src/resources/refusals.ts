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
  'availability-unreadable': {
    status: 409,
    en: 'This recurrence rule cannot be read as a whole.',
    zh: '无法解读该重复规则。',
  },
  'booking-not-found': {
    status: 404,
    en: 'There is no such booking.',
    zh: '没有这项预约。',
  },
  'booking-id-taken': {
    status: 409,
    en: 'Another booking of the resource has this id.',
    zh: '该编号已被该资源的另一项预约使用。',
  },
  'resource-not-offered': {
    status: 409,
    en: 'The resource cannot be booked now: it rests, or has been withdrawn.',
    zh: '该资源目前不可预约：已暂停或已撤回。',
  },
  'own-resource': {
    status: 409,
    en: 'A unit books its own resource only for a pledge that it fulfils.',
    zh: '单位仅可为兑现认领而预约自己的资源。',
  },
  'not-for-your-unit': {
    status: 403,
    en: 'The terms of the resource do not let your unit book it.',
    zh: '按照该资源的使用条件，贵单位不能预约。',
  },
  'pledge-not-allocated': {
    status: 409,
    en: 'Nothing of the resource is allocated to this pledge.',
    zh: '该资源没有分配给这项认领的数量。',
  },
  'too-many-bookings': {
    status: 409,
    en: 'The resource has as many open bookings as there can be.',
    zh: '该资源未完成的预约已达上限。',
  },
  'time-needed': {
    status: 409,
    en: 'Say from when until when: the resource is there at certain times.',
    zh: '请注明起止时间：该资源按时段提供。',
  },
  'no-time-of-stock': {
    status: 409,
    en: 'Say no time: the resource is a stock.',
    zh: '请勿注明时间：该资源按数量提供。',
  },
  'time-empty': {
    status: 409,
    en: 'A booking ends after it begins.',
    zh: '预约的结束时间须晚于开始时间。',
  },
  'time-past': {
    status: 409,
    en: 'A booking does not begin in the past.',
    zh: '预约不能从过去的时间开始。',
  },
  'time-too-far': {
    status: 409,
    en: 'A booking does not begin that far ahead.',
    zh: '预约的开始时间过远。',
  },
  'time-too-long': {
    status: 409,
    en: 'A booking does not last that long.',
    zh: '预约的时间过长。',
  },
  'more-than-there-is': {
    status: 409,
    en: 'This is more than there is of the resource.',
    zh: '数量超过该资源的总量。',
  },
  'outside-availability': {
    status: 409,
    en: 'The resource cannot be used at all of this time.',
    zh: '该资源在此时段并非全程可用。',
  },
  'not-free': {
    status: 409,
    en: 'So much of the resource is not free at all of this time.',
    zh: '该资源在此时段没有足够的空余。',
  },
  'quota-spent': {
    status: 409,
    en: 'Your unit has as many bookings in this week as one unit may.',
    zh: '贵单位本周的预约数已达上限。',
  },
  'not-your-booking': {
    status: 403,
    en: 'Only the unit that has a booking, or the one that offers the resource, can do this.',
    zh: '只有预约单位或提供该资源的单位可以这样做。',
  },
  'booking-over': {
    status: 409,
    en: 'The booking is over.',
    zh: '该预约已结束。',
  },
  'decision-late': {
    status: 409,
    en: 'The time in which to decide about this booking is over.',
    zh: '对该预约作出决定的期限已过。',
  },
  'booking-confirmed': {
    status: 409,
    en: 'The booking has been confirmed. It can be cancelled.',
    zh: '该预约已确认，可以取消。',
  },
  'booking-begun': {
    status: 409,
    en: 'The time of the booking has begun.',
    zh: '预约的时段已经开始。',
  },
  'reason-needed': {
    status: 409,
    en: 'Say why: the unit counts on it.',
    zh: '请说明理由：对方单位有赖于此。',
  },
  booked: {
    status: 409,
    en: 'Bookings of the resource stand in the way.',
    zh: '该资源现有的预约与此冲突。',
  },
  'waitlist-full': { status: 409, en: 'As many wait already as can.', zh: '候补名额已满。' },
  'booking-waits': {
    status: 409,
    en: 'The booking waits in line: nothing has been kept for it that is confirmed.',
    zh: '该预约仍在候补，尚未确认。',
  },
  'booking-not-promoted': { status: 409, en: 'No place is kept for this booking yet.', zh: '尚未为该预约保留名额。' },
  'notice-over': {
    status: 409,
    en: 'It is too late by the terms of the resource to move the booking. It can be cancelled.',
    zh: '按使用条件，已过改期时限，可以取消预约。',
  },
  'booking-handed-over': {
    status: 409,
    en: 'What was booked has been handed over: it is to be returned.',
    zh: '预约的资源已移交，应予归还。',
  },
  'booking-not-confirmed': { status: 409, en: 'The booking has not been confirmed.', zh: '该预约尚未确认。' },
  'booking-not-handed-over': {
    status: 409,
    en: 'Nothing has been handed over for this booking.',
    zh: '该预约尚未移交资源。',
  },
  'more-than-handed-over': { status: 409, en: 'This is more than was handed over.', zh: '数量超过已移交的数量。' },
  'booking-not-issued': {
    status: 409,
    en: 'Nothing of a stock has been issued for this booking.',
    zh: '该预约尚未发放物资。',
  },
  'booking-not-begun': { status: 409, en: 'The time of the booking has not begun.', zh: '该预约的时段尚未开始。' },
  'series-not-found': { status: 404, en: 'There is no such series of bookings.', zh: '没有这一系列预约。' },
  'series-id-taken': { status: 409, en: 'Another series of bookings has this id.', zh: '该编号已被另一系列预约使用。' },
  'series-empty': {
    status: 409,
    en: 'The rule says no time within what can be booked.',
    zh: '该规则在可预约的期限内没有任何日期。',
  },
  'series-too-long': { status: 409, en: 'A series has fewer dates.', zh: '该系列的日期过多。' },
  'series-over': {
    status: 409,
    en: 'Nothing of the series can be cancelled any more: it is over, has begun, or was handed over.',
    zh: '该系列已没有可取消的预约：均已结束、已开始或已交付。',
  },
  'series-refused': { status: 409, en: 'None of these dates can be booked.', zh: '这些日期均不可预约。' },
});
