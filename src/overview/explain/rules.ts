import type { LocalText } from '../../platform/fields.js';

/** By what rule figures are made, in its words. A rule that changes gets a new version: what was explained by it stays so. */
export const rules = {
  'counted-acts': {
    version: 1,
    en: 'Each act of this kind in this time counts once.',
    zh: '该时段内每一次此类行为计一次。',
  },
  'units-as-they-stand': {
    version: 1,
    en: 'Each unit counts where it stands: what moved it there counts 1, what moved it away -1.',
    zh: '每个单位按现状计一次：进入该状态计 1，离开计 -1。',
  },
  'alliances-as-they-stand': {
    version: 1,
    en: 'Each alliance counts once, whatever is above it.',
    zh: '每个联建共同体计一次。',
  },
  'what-is-shared': {
    version: 1,
    en: 'The sum over the resources of this kind and unit of measure that are not withdrawn.',
    zh: '该类别、该计量单位、未撤回的资源之和。',
  },
  'used-time': {
    version: 1,
    en: 'Quantity × minutes within the opening times since the offer, of what is booked or set aside for a pledge; what is booked for a pledge counts once. The sum is rounded to whole minutes.',
    zh: '开放时间内的数量 × 分钟：已预约或为认领预留的部分，为认领所作的预约只计一次；总和四舍五入到分钟。',
  },
  'used-stock': {
    version: 1,
    en: 'Of stocks: what is booked, set aside for pledges or used up, now.',
    zh: '存量资源：目前已预约、为认领预留或已用掉的部分。',
  },
  'projects-as-they-stand': {
    version: 1,
    en: 'Each project counts at the stage where it stands.',
    zh: '每个项目按所处阶段计一次。',
  },
  'what-projects-need': {
    version: 1,
    en: 'The sum over the requirements of this kind and unit of measure: pledged is what was accepted and not released, short is what nobody has pledged of each.',
    zh: '该类别、该计量单位的项目需求之和：认领量为已接受且未释放的部分，缺口为各项需求尚无人认领的部分。',
  },
  'one-project': { version: 1, en: 'What this project’s own acts come to.', zh: '该项目自身各项行为的结果。' },
  'one-vote': {
    version: 1,
    en: 'The ballots of units on the roll that are not recused.',
    zh: '名册上未回避单位的表决票。',
  },
  'votes-with-a-result': {
    version: 1,
    en: 'The sum over the motions with this result, by the voting rule in force when voting opened.',
    zh: '取得该结果的议题之和，按开始表决时有效的表决规则计算。',
  },
  'delivered-and-confirmed': {
    version: 1,
    en: 'Deliveries that were reported in this time and that the receiver has confirmed; one that was reversed no longer counts.',
    zh: '该时段内申报并经接收单位确认的兑现；被冲正的不再计入。',
  },
  'promised-in-this-time': {
    version: 1,
    en: 'Pledges that were made in this time, where each of them has come to.',
    zh: '该时段内作出的认领，按各自现状计。',
  },
  'used-by-others': {
    version: 1,
    en: 'Bookings of one unit’s resources by another one that were used in this time, but for what counts as a delivery.',
    zh: '该时段内一个单位使用另一单位资源的预约；计为兑现的不重复计入。',
  },
  'asked-for': {
    version: 1,
    en: 'Bookings that others requested in this time, whatever became of them.',
    zh: '该时段内其他单位提出的预约，不论结果。',
  },
  'sittings-and-who-came': {
    version: 1,
    en: 'Sittings that began in this time with the unit on the roll; taken: those that it came to.',
    zh: '该时段内开始、且该单位在册的会议；到会的计入出席。',
  },
  'votes-and-who-voted': {
    version: 1,
    en: 'Votes that were opened in this time with the unit on the roll and not recused; taken: those in which it cast a ballot.',
    zh: '该时段内开始、该单位在册且未回避的表决；投票的计入参与。',
  },
  'actions-as-they-stand': {
    version: 1,
    en: 'Actions that were given in this time to the unit that is to do them now, as they stand.',
    zh: '该时段内交办、现由该单位承办的督办事项，按现状计。',
  },
  'open-matters': {
    version: 1,
    en: 'Each matter that is open counts once, by the act since which it waits.',
    zh: '每件待办事项计一次，以其开始等待的行为为据。',
  },
  percent: {
    version: 1,
    en: '100 × the part ÷ the whole, rounded down.',
    zh: '100 × 部分 ÷ 总数，向下取整。',
  },
} as const satisfies Readonly<Record<string, Readonly<{ version: number }> & LocalText>>;
export type RuleName = keyof typeof rules;
export const ruleNames = Object.keys(rules) as readonly RuleName[]; // they are its keys
