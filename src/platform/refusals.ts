/** What can be wrong with a request whatever it is about. Their statuses are their own. */
export const requestProblems = {
  malformed: { status: 400, en: 'The request is not valid.', zh: '请求无效。' },
  unauthenticated: { status: 401, en: 'A key that is honoured is needed.', zh: '需要有效的密钥。' },
  'not-found': { status: 404, en: 'There is nothing here.', zh: '此处没有内容。' },
  'method-not-allowed': { status: 405, en: 'This cannot be done here.', zh: '此处不支持该操作。' },
  'too-large': { status: 413, en: 'The request is too large.', zh: '请求过大。' },
  'unsupported-media-type': {
    status: 415,
    en: 'Send JSON, as application/json.',
    zh: '请以 application/json 发送 JSON。',
  },
  'idempotency-key-taken': {
    status: 422,
    en: 'This idempotency key stood for another request.',
    zh: '该幂等键已用于另一个请求。',
  },
  overloaded: { status: 503, en: 'Too much at once. Try again in a moment.', zh: '系统繁忙，请稍后重试。' },
  'not-yet': {
    status: 503,
    en: 'What you ask for is not to be seen yet. Try again in a moment.',
    zh: '所查询的内容尚未更新，请稍后重试。',
  },
  failed: { status: 500, en: 'Something went wrong with us.', zh: '系统内部出错。' },
} as const;
export type RequestProblem = keyof typeof requestProblems;
