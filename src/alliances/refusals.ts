import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'alliance-not-found': { status: 404, en: 'There is no such alliance.', zh: '没有这个联建共同体。' },
  'alliance-id-taken': { status: 409, en: 'Another alliance has this id.', zh: '该编号已被另一个联建共同体使用。' },
  'parent-not-found': {
    status: 404,
    en: 'There is no such alliance to be below.',
    zh: '没有这个上级联建共同体。',
  },
  'parent-not-above': {
    status: 409,
    en: 'An alliance is below one whose area is of a higher level: a community below a street.',
    zh: '上级联建共同体的区域层级须高于本联建共同体，例如街道之于社区。',
  },
  'area-not-found': { status: 404, en: 'There is no such area.', zh: '没有这个区域。' },
  'area-id-taken': { status: 409, en: 'Another area has this id.', zh: '该编号已被另一个区域使用。' },
  'area-named-twice': { status: 409, en: 'An area is named twice.', zh: '同一区域被列出两次。' },
  'area-closed': { status: 409, en: 'The area is closed.', zh: '该区域已停用。' },
  'area-not-below': {
    status: 409,
    en: "An area lies within one of a higher level, and within the alliance's own.",
    zh: '区域须位于层级更高的区域之内，并在联建共同体自身的区域之内。',
  },
  'area-holds-others': {
    status: 409,
    en: 'Other areas lie in this one: close them first.',
    zh: '该区域内还有其他区域：请先停用它们。',
  },
  'too-many-areas': {
    status: 409,
    en: 'An alliance has at most 10,000 areas.',
    zh: '一个联建共同体最多有一万个区域。',
  },
  'coverage-not-yours': {
    status: 403,
    en: 'Only the unit itself says which areas it covers.',
    zh: '只有该单位自己可以说明其覆盖的区域。',
  },
  'unit-named-twice': {
    status: 409,
    en: 'A unit is named twice: an alliance has each of its units once.',
    zh: '同一单位被列出两次：一个联建共同体中每个单位只能出现一次。',
  },
  'officer-not-delegate': {
    status: 409,
    en: 'Who holds an office acts for a founding unit, as its delegate.',
    zh: '任职者须为某个创始单位的代表。',
  },
  'unit-not-found': { status: 404, en: 'There is no such unit.', zh: '没有这个单位。' },
  'unit-not-yours': {
    status: 403,
    en: 'Only this unit can do this; for mandates also the operator can.',
    zh: '只有该单位自己可以这样做；授权事务亦可由运营方办理。',
  },
  'unit-has-a-delegate': {
    status: 409,
    en: 'The unit has a delegate, who says who acts for it. An officer does so only where it has none.',
    zh: '该单位已有代表，由其指定本单位人员；仅在单位无代表时，联席会议任职者方可代为登记。',
  },
  'key-without-unit': {
    status: 403,
    en: 'A unit applies for itself: this key acts for no unit.',
    zh: '加入申请须由单位自己提出：此密钥不代表任何单位。',
  },
  'unit-on-roll': { status: 409, en: 'The unit is on the roll already.', zh: '该单位已在名册上。' },
  'unit-not-on-roll': { status: 409, en: 'The unit is not on the roll.', zh: '该单位不在名册上。' },
  'organisation-on-roll': {
    status: 409,
    en: 'A unit with this registered code is on the roll already: an organisation has one unit in an alliance.',
    zh: '该统一社会信用代码已有单位在册：同一组织在一个联建共同体中只有一个成员单位。',
  },
  'application-pending': {
    status: 409,
    en: 'Another application of this unit waits for an answer.',
    zh: '该单位的另一份加入申请正在等待答复。',
  },
  'no-application-pending': {
    status: 409,
    en: 'This unit has no application that waits for an answer.',
    zh: '该单位没有待答复的加入申请。',
  },
  'charter-asks-for-motion': {
    status: 409,
    en: 'By the charter an application is answered by a motion of the joint committee.',
    zh: '按照章程，加入申请须由联席会议表决答复。',
  },
  'unit-holds-office': {
    status: 409,
    en: 'The unit in the chair neither leaves nor is suspended.',
    zh: '担任主席的单位在任期间不能退出，也不能被暂停。',
  },
  'unit-suspended': { status: 409, en: 'The unit is suspended.', zh: '该单位已被暂停。' },
  'office-not-yours': {
    status: 403,
    en: "The chair's office is given by a carried motion or by the operator, the others also by the chair; who holds one may lay it down.",
    zh: '主席由联席会议表决产生或由运营方任命，其他职务亦可由主席任命；任职者可自行卸任。',
  },
  'officer-without-mandate': {
    status: 409,
    en: 'Who holds an office acts for a unit, under a mandate in force.',
    zh: '任职者须持有某个单位的有效授权。',
  },
  'chair-needs-successor': {
    status: 409,
    en: 'An alliance always has somebody in the chair: give the office to a successor.',
    zh: '联建共同体须始终有主席：请将该职务直接交给继任者。',
  },
  'mandate-not-found': { status: 404, en: 'There is no such mandate.', zh: '没有这项授权。' },
  'mandate-id-taken': { status: 409, en: 'Another mandate has this id.', zh: '该编号已被另一项授权使用。' },
  'mandate-ends-before-it-begins': {
    status: 409,
    en: 'A mandate ends after it begins.',
    zh: '授权的结束时间须晚于开始时间。',
  },
  'mandates-overlap': {
    status: 409,
    en: 'A unit has one mandate of a kind at a time: let this one replace the other, or begin after it.',
    zh: '同一单位同类授权同时只能有一项：请让新授权接替原授权，或在其结束之后开始。',
  },
  'replaces-another-kind': {
    status: 409,
    en: 'A mandate replaces one of its own kind.',
    zh: '新授权只能接替同类授权。',
  },
  'end-outside-mandate': {
    status: 409,
    en: 'A mandate ends within its own time.',
    zh: '授权须在其有效期内结束。',
  },
  'last-delegate': {
    status: 409,
    en: "A delegate's mandate ends early only when a successor is named.",
    zh: '指定继任者之后，代表的授权方可提前结束。',
  },
});
