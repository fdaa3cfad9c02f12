import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Fault, Words } from './malformed.js';

const faults_max = 20;

type Say = (params: Readonly<Record<string, unknown>>) => Words;
const types: Readonly<Record<string, string>> = {
  object: '对象',
  array: '数组',
  string: '文本',
  integer: '整数',
  number: '数字',
  boolean: '布尔值',
  null: '空值',
};
const formats: Readonly<Record<string, Words>> = {
  uuid: { en: 'a UUID in lower case', zh: '小写的 UUID' },
  'date-time': {
    en: 'an instant in UTC such as 2026-01-01T08:00:00.000Z',
    zh: 'UTC 时刻，例如 2026-01-01T08:00:00.000Z',
  },
  date: { en: 'a day such as 2026-01-31', zh: '日期，例如 2026-01-31' },
  'time-zone': { en: 'an IANA time zone such as Asia/Shanghai', zh: 'IANA 时区，例如 Asia/Shanghai' },
  email: { en: 'an address such as name@example.org', zh: '邮箱地址，例如 name@example.org' },
  uri: { en: 'a URL', zh: 'URL' },
};

/** Patterns that people meet in forms, in words. */
const patterns: ReadonlyMap<string, Words> = new Map([
  ['\\S', { en: 'holds nothing to read', zh: '没有可读的内容' }],
  ['^[A-Z]{3}$', { en: 'must be a currency of ISO 4217 such as CNY', zh: '须为 ISO 4217 货币代码，例如 CNY' }],
  ['^[0-9a-f]{64}$', { en: 'must be 64 characters of 0–9 and a–f', zh: '须为 64 位，由 0–9 与 a–f 组成' }],
]);

/** What each rule of a schema says to who broke it. Keyed by the keywords of JSON Schema. */
const said: Readonly<Record<string, Say>> = {
  type: ({ type }) => {
    const all = [type].flat().map(String);
    return {
      en: `must be of type ${all.join(' or ')}`,
      zh: `类型须为${all.map((each) => types[each] ?? each).join('或')}`,
    };
  },
  required: () => ({ en: 'is missing', zh: '缺少该字段' }),
  additionalProperties: () => ({ en: 'is not known here', zh: '此处没有这个字段' }),
  unevaluatedProperties: () => ({ en: 'is not known here', zh: '此处没有这个字段' }),
  enum: ({ allowedValues }) => {
    const words = (allowedValues as readonly unknown[]).join(', ');
    return { en: `must be one of ${words}`, zh: `须为以下之一：${words}` };
  },
  const: ({ allowedValue }) => ({ en: `must be ${String(allowedValue)}`, zh: `须为 ${String(allowedValue)}` }),
  minLength: ({ limit }) => ({ en: `has fewer than ${String(limit)} characters`, zh: `少于 ${String(limit)} 个字符` }),
  maxLength: ({ limit }) => ({ en: `has more than ${String(limit)} characters`, zh: `超过 ${String(limit)} 个字符` }),
  pattern: ({ pattern }) =>
    patterns.get(String(pattern)) ?? { en: `does not match ${String(pattern)}`, zh: `不符合格式 ${String(pattern)}` },
  format: ({ format }) => {
    const { en, zh } = formats[String(format)] ?? { en: String(format), zh: String(format) };
    return { en: `must be ${en}`, zh: `须为${zh}` };
  },
  minimum: ({ limit }) => ({ en: `is less than ${String(limit)}`, zh: `小于 ${String(limit)}` }),
  maximum: ({ limit }) => ({ en: `is more than ${String(limit)}`, zh: `大于 ${String(limit)}` }),
  exclusiveMinimum: ({ limit }) => ({ en: `must be more than ${String(limit)}`, zh: `须大于 ${String(limit)}` }),
  minItems: ({ limit }) => ({ en: `has fewer than ${String(limit)} items`, zh: `少于 ${String(limit)} 项` }),
  maxItems: ({ limit }) => ({ en: `has more than ${String(limit)} items`, zh: `超过 ${String(limit)} 项` }),
  uniqueItems: ({ i, j }) => ({
    en: `items ${String(j)} and ${String(i)} are the same`,
    zh: `第 ${String(j)} 项与第 ${String(i)} 项相同`,
  }),
  minProperties: () => ({ en: 'is empty', zh: '内容为空' }),
  discriminator: ({ tag }) => ({
    en: `its ${String(tag)} is none that is known here`,
    zh: `其 ${String(tag)} 不是此处已知的值`,
  }),
};
const otherwise: Words = { en: 'is not as described', zh: '与接口描述不符' };

/** What is wrong, and where: a field that is missing or unknown is pointed to as if it were there. */
export const faultOf = ({
  instancePath,
  keyword,
  params,
}: ErrorObject): Readonly<{ pointer: string; rule: string; detail: Words }> => {
  const field: unknown = params['additionalProperty'] ?? params['missingProperty'];
  const pointer = typeof field === 'string' ? `${instancePath}/${escaped(field)}` : instancePath;
  return { pointer, rule: keyword, detail: said[keyword]?.(params) ?? otherwise };
};

/** Where a body or a query is not as its schema says: each place once, so many at most as somebody can read. */
export const faultsOf = (errors: readonly ErrorObject[], of: 'body' | 'query'): readonly Fault[] => {
  const places = new Map(errors.map(faultOf).map((fault) => [`${fault.pointer} ${fault.rule}`, fault]));
  const first = [...places.values()].slice(0, faults_max);
  if (of === 'body') return first;
  return first.map(({ pointer, ...fault }) => ({ parameter: pointer.split('/')[1] ?? '', ...fault }));
};

/** As a JSON pointer spells it, RFC 6901. */
const escaped = (field: string): string => field.replaceAll('~', '~0').replaceAll('/', '~1');
