import type { Rule } from '#event-sourcing';
import type { Words } from './platform/malformed.js';

type Told = Omit<Rule, 'status'> & Readonly<{ status: number }>;
/** How one comes to break a rule, and what to do then. */
export type Help = Readonly<{ cause: Words; remedy: Words }>;

/** The help for a code: its own words, and where it has none, those of the rules of its kind. */
export const helpFor = (code: string, { status, cause, remedy }: Told): Help => {
  const kind = kinds.find(({ matches }) => matches.test(code)) ?? byStatus[status] ?? itsState;
  return { cause: cause ?? kind.cause, remedy: remedy ?? kind.remedy };
};

const readAgain: Words = {
  en: 'Read the thing again: its `acts` are what you may do with it now.',
  zh: '请重新读取该对象：其 `acts` 列出您此刻可以进行的操作。',
};
const itsState: Help = {
  cause: {
    en: 'Things stand otherwise than this request takes for granted; somebody may have acted since you looked.',
    zh: '当前情况与该请求的前提不符；在您查看之后可能已有他人操作。',
  },
  remedy: readAgain,
};

/** Rules whose codes are alike are broken alike. The first that matches counts. */
const kinds: readonly (Help & Readonly<{ matches: RegExp }>)[] = [
  {
    matches: /-not-found$/,
    cause: {
      en: 'The id is of nothing, of a thing of another alliance, or of one that is not for you to see: these are not told apart. A thing made just now may not be visible yet.',
      zh: '该编号不存在，或属于其他联建共同体，或不对您开放：系统不作区分。刚刚创建的内容也可能尚未可见。',
    },
    remedy: {
      en: 'Compare the id with what you were given. After a write, ask with Lianjian-After and the position of its receipt.',
      zh: '请核对编号。写入之后查询，请以 Lianjian-After 附上回执中的位置。',
    },
  },
  {
    matches: /-id-taken$/,
    cause: {
      en: 'You brought an id that already names something with other content. An id names one thing for ever.',
      zh: '您提供的编号已用于内容不同的另一对象。一个编号永久对应一个对象。',
    },
    remedy: {
      en: 'Bring a new UUID, or none: then one is made for you. The same id with the same content is answered as the first time.',
      zh: '请使用新的 UUID，或不提供编号由系统生成。相同编号且内容相同的请求，将得到首次的答复。',
    },
  },
  {
    matches: /not-yours$|^not-your-|^not-for-your/,
    cause: {
      en: 'Your mandate allows such an act, but this thing is for another unit to act on.',
      zh: '您的授权允许此类操作，但该对象应由其他单位操作。',
    },
    remedy: {
      en: 'Ask the unit that the thing belongs to, or act with a key of that unit. The `acts` of a thing are what you may do with it.',
      zh: '请联系该对象所属单位，或使用该单位的密钥。对象的 `acts` 列出您可以进行的操作。',
    },
  },
  {
    matches: /^too-many-|-full$|too-long$|too-far$/,
    cause: {
      en: 'There is a bound to this, so that the alliance stays quick and its lists readable.',
      zh: '此处设有上限，以保证系统响应和列表可读。',
    },
    remedy: {
      en: 'Finish or close what is open, or ask for less at once.',
      zh: '请先办结未完成的事项，或减少单次请求的数量。',
    },
  },
  {
    matches:
      /out-of-bounds$|^time-|^period-|-ends-before-|^end-outside-|not-later$|-late$|-past$|not-its-time$|^not-begun|-not-begun$|-begun$|notice-/,
    cause: {
      en: 'The instant or day in the request, or the moment at which it came, does not fit the times that this rule allows.',
      zh: '请求中的时间，或请求到达的时刻，不在该规则允许的范围之内。',
    },
    remedy: {
      en: 'Choose another time. Instants are in UTC; days are those of the time zone of the alliance.',
      zh: '请选择其他时间。时刻以 UTC 表示；日期按联建共同体所在时区计算。',
    },
  },
  {
    matches: /exceed|^more-than|^less-than|^fund-|^quota-|^not-free$|-spent$/,
    cause: {
      en: 'The quantity is more than there is left. Others may have taken some since you looked.',
      zh: '所请求的数量超过剩余数量；在您查看之后，他人可能已占用一部分。',
    },
    remedy: {
      en: 'Read what is left, in `data` where it is given, and ask for no more than that.',
      zh: '请查看剩余数量（如有 `data`，以其为准），所请求的数量不应超过它。',
    },
  },
  {
    matches: /named-twice$|overlap$|-there-already$|already-there$|already-accepted$|-on-roll$|-pending$/,
    cause: {
      en: 'It is so already, or the request says the same thing twice.',
      zh: '该情况已经存在，或请求中有重复内容。',
    },
    remedy: {
      en: 'There is nothing to do where this is what you wanted; else name something else.',
      zh: '如果这正是您所需的结果，则无需操作；否则请另行指定。',
    },
  },
  {
    matches: /-over$|-withdrawn$|-cancelled$|-done$|-decided$|-closed$|-held$|-approved$|-reversed$|-declined$/,
    cause: {
      en: 'This has come to its end, and what has ended is not taken up again: the record stays as it is.',
      zh: '该事项已经结束；已结束的事项不再恢复，记录保持原样。',
    },
    remedy: {
      en: 'Begin anew with a thing of its own. Its history shows who ended it, and when.',
      zh: '请另行发起新的事项。历史记录可查何人何时使其结束。',
    },
  },
  {
    matches: /currency$|measure/,
    cause: {
      en: 'Quantities add up only in one unit of measure; that of money is its currency.',
      zh: '只有计量单位相同的数量才能相加；资金以币种为计量单位。',
    },
    remedy: {
      en: 'Use the unit of measure of what you refer to; for money a currency code of three letters, such as CNY.',
      zh: '请使用所涉对象的计量单位；资金请使用三个字母的货币代码，例如 CNY。',
    },
  },
  {
    matches: /^unit-|^no-mandate|-without-mandate$|-suspended$/,
    cause: {
      en: 'How the unit stands on the roll of the alliance, or a mandate or office in it, does not allow this now.',
      zh: '该单位在名册上的资格，或相关授权、职务，目前不允许这样做。',
    },
    remedy: {
      en: 'Read the unit and its mandates, or ask the chair: units are admitted and reinstated, mandates given, by those who may.',
      zh: '请查看该单位及其授权，或联系主席：单位的接纳、恢复和授权由有权者办理。',
    },
  },
];

const byStatus: Readonly<Record<number, Help>> = {
  403: {
    cause: {
      en: 'You are known, but neither your mandate, your office nor your key allows this.',
      zh: '系统已识别您的身份，但您的授权、职务或密钥不允许这样做。',
    },
    remedy: {
      en: 'docs/access.md says who may do what. Ask somebody who may, or use a key of somebody who may.',
      zh: 'docs/access.md 说明何人可以进行何种操作。请联系有权者，或使用其密钥。',
    },
  },
  404: {
    cause: {
      en: 'The id is of nothing, or of a thing of another alliance: these are not told apart.',
      zh: '该编号不存在，或属于其他联建共同体：系统不作区分。',
    },
    remedy: {
      en: 'Compare the id with what you were given, and the alliance in the path.',
      zh: '请核对编号，以及路径中的联建共同体。',
    },
  },
};
