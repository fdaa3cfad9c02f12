import type { Words } from './malformed.js';

type RequestRule = Words & Readonly<{ status: number; cause: Words; remedy: Words }>;
const described = <const Rules extends Record<string, RequestRule>>(rules: Rules): Rules => rules;

/** What can be wrong with a request whatever it is about. Their statuses are their own. */
export const requestProblems = described({
  malformed: {
    status: 400,
    en: 'The request is not valid.',
    zh: '请求无效。',
    cause: {
      en: 'The body, a parameter or a header is not as the API description says. `detail` and `errors` name each place: in a body by a JSON pointer.',
      zh: '请求正文、参数或请求头与接口描述不符。`detail` 和 `errors` 指出每一处：正文中以 JSON 指针标明。',
    },
    remedy: {
      en: 'Correct what `errors` names and send the request again. Nothing was recorded.',
      zh: '请更正 `errors` 所指之处后重新发送。系统未记录任何内容。',
    },
  },
  unauthenticated: {
    status: 401,
    en: 'A key that is honoured is needed.',
    zh: '需要有效的密钥。',
    cause: {
      en: 'There is no Authorization header, or its key or token is unknown, has expired or was revoked.',
      zh: '请求缺少 Authorization 请求头，或其中的密钥、令牌未知、已过期或已被吊销。',
    },
    remedy: {
      en: 'Send Authorization: Bearer and a key that is in force. Ask an officer of your alliance or the operator for a new one.',
      zh: '请以 Authorization: Bearer 附上有效的密钥；如需新密钥，请联系联席会议任职者或运营方。',
    },
  },
  'not-found': {
    status: 404,
    en: 'There is nothing here.',
    zh: '此处没有内容。',
    cause: {
      en: 'No route has this path, or what it names is not there or not for you to see: the two are not told apart.',
      zh: '没有此路径，或其所指内容不存在、不对您开放：系统不作区分。',
    },
    remedy: {
      en: 'Compare the path with the API description at /docs, and the ids with what you were given.',
      zh: '请对照 /docs 中的接口描述检查路径，并核对编号。',
    },
  },
  'method-not-allowed': {
    status: 405,
    en: 'This cannot be done here.',
    zh: '此处不支持该操作。',
    cause: {
      en: 'There is such a path, and it does not take this HTTP method. Facts are never changed or deleted, so there is no PUT, PATCH or DELETE.',
      zh: '该路径存在，但不接受此 HTTP 方法。事实一经记录不作更改或删除，因此没有 PUT、PATCH、DELETE。',
    },
    remedy: { en: 'Use one of the methods in the Allow header.', zh: '请使用 Allow 响应头中列出的方法。' },
  },
  'too-large': {
    status: 413,
    en: 'The request is too large.',
    zh: '请求过大。',
    cause: {
      en: 'The body, the path or the headers are larger than what is read.',
      zh: '请求正文、路径或请求头超过了可读取的上限。',
    },
    remedy: {
      en: 'Send less at once: the API description says how much each field may hold.',
      zh: '请减少单次发送的内容：接口描述写明了各字段的上限。',
    },
  },
  'headers-too-large': {
    status: 431,
    en: 'The headers are too large.',
    zh: '请求头过大。',
    cause: {
      en: 'The request line and the headers together are larger than 16 KiB. The connection is closed.',
      zh: '请求行与请求头合计超过 16 KiB。连接将被关闭。',
    },
    remedy: {
      en: 'Send shorter headers; cookies of other services are not needed here.',
      zh: '请缩短请求头；此处不需要其他服务的 Cookie。',
    },
  },
  'too-slow': {
    status: 408,
    en: 'The request took too long to arrive.',
    zh: '请求传输耗时过长。',
    cause: {
      en: 'The headers or the body were not there in the time that a request has to arrive. The connection is closed.',
      zh: '请求头或正文未在规定时间内到齐。连接将被关闭。',
    },
    remedy: {
      en: 'Send the same request with the same Idempotency-Key again: it is recorded once.',
      zh: '请以相同的 Idempotency-Key 重发同一请求：只会记录一次。',
    },
  },
  'too-many-requests': {
    status: 429,
    en: 'Too many requests. Wait before you go on.',
    zh: '请求过于频繁，请稍候再试。',
    cause: {
      en: 'This client, or its address, has asked more than its share. `RateLimit-Policy` says how much that is, `RateLimit` what is left of it.',
      zh: '该客户端或其地址的请求超出限额。`RateLimit-Policy` 说明限额，`RateLimit` 说明剩余额度。',
    },
    remedy: {
      en: 'Wait as many seconds as Retry-After says, and send the same request with the same Idempotency-Key again. Nothing was recorded.',
      zh: '请等待 Retry-After 所示秒数，再以相同的 Idempotency-Key 重发同一请求。系统未记录任何内容。',
    },
  },
  'unsupported-media-type': {
    status: 415,
    en: 'Send JSON, as application/json, not compressed.',
    zh: '请以 application/json 发送 JSON，且不要压缩。',
    cause: {
      en: 'The Content-Type of the body is missing or another one, or the body is compressed: it has a Content-Encoding.',
      zh: '请求正文缺少 Content-Type，或其类型不符，或正文经过压缩（带有 Content-Encoding）。',
    },
    remedy: {
      en: 'Send the body as JSON, with Content-Type: application/json and without Content-Encoding.',
      zh: '请以 JSON 发送正文，注明 Content-Type: application/json，不带 Content-Encoding。',
    },
  },
  'idempotency-key-taken': {
    status: 422,
    en: 'This idempotency key stood for another request.',
    zh: '该幂等键已用于另一个请求。',
    cause: {
      en: 'A key belongs to one request for ever. This one was recorded with another body, on another route, about another thing or for another unit.',
      zh: '幂等键永久对应一个请求。该键此前用于另一正文、另一路径、另一对象或另一单位的请求。',
    },
    remedy: {
      en: 'For another request take another key. To repeat the first one, send it exactly as it was: it gets its first answer.',
      zh: '新的请求请使用新的键；如要重试原请求，请原样发送，将得到原来的答复。',
    },
  },
  overloaded: {
    status: 503,
    en: 'Too much at once. Try again in a moment.',
    zh: '系统繁忙，请稍后重试。',
    cause: {
      en: 'More is asked than can be answered in time, or others were faster at the same thing.',
      zh: '请求超出当前处理能力，或同一对象被他人抢先更改。',
    },
    remedy: {
      en: 'Send the same request with the same Idempotency-Key again after as many seconds as Retry-After says: it is recorded once.',
      zh: '请在 Retry-After 所示秒数之后，以相同的 Idempotency-Key 重发同一请求：只会记录一次。',
    },
  },
  'database-unavailable': {
    status: 503,
    en: 'The service gets no answer from its database. It goes on by itself once it does.',
    zh: '数据库暂时没有响应，恢复后服务将自动继续。',
    cause: {
      en: 'The database gave no answer, or the connection to it broke. A write may be recorded or not.',
      zh: '数据库没有答复，或与其连接已中断。写入请求可能已记录，也可能未记录。',
    },
    remedy: {
      en: 'Send the same request with the same Idempotency-Key again after as many seconds as Retry-After says: it is recorded once.',
      zh: '请在 Retry-After 所示秒数之后，以相同的 Idempotency-Key 重发同一请求：只会记录一次。',
    },
  },
  'provider-unavailable': {
    status: 503,
    en: 'Who you are cannot be checked: the sign-in provider does not answer. Try again in a moment.',
    zh: '身份提供方没有响应，暂时无法核实您的身份，请稍后重试。',
    cause: {
      en: 'An access token is checked by keys of the OpenID provider, which are not to be had for the moment.',
      zh: '访问令牌须以 OpenID 提供方的密钥验证，而这些密钥暂时无法取得。',
    },
    remedy: {
      en: 'Send the same request with the same Idempotency-Key again after as many seconds as Retry-After says. Nothing was recorded.',
      zh: '请在 Retry-After 所示秒数之后，以相同的 Idempotency-Key 重发同一请求。系统未记录任何内容。',
    },
  },
  'not-yet': {
    status: 503,
    en: 'What you ask for is not to be seen yet. Try again in a moment.',
    zh: '所查询的内容尚未更新，请稍后重试。',
    cause: {
      en: 'The question asks with Lianjian-After for a log position that the read models have not reached in two seconds.',
      zh: '查询以 Lianjian-After 指定的日志位置，在两秒内尚未更新到位。',
    },
    remedy: {
      en: 'Ask again after as many seconds as Retry-After says. A position beyond the end of the log is never reached.',
      zh: '请在 Retry-After 所示秒数之后重试。超出日志末尾的位置永远无法到达。',
    },
  },
  'past-not-ready': {
    status: 503,
    en: 'The state of then is being filled. Try again in a moment.',
    zh: '正在回溯当时的状态，请稍后重试。',
    cause: {
      en: 'The question asks with asOf for a moment that nobody has asked for lately: its state is filled from the log first. `data` says how far that is: `done` of `of` events of the log.',
      zh: '查询以 asOf 指定的时刻近期无人查询，需先由日志重建当时的状态。`data` 说明进度：日志共 `of` 条事件，已处理到第 `done` 条。',
    },
    remedy: {
      en: 'Ask again after as many seconds as Retry-After says; once it is filled, every question as of this moment is answered at once.',
      zh: '请在 Retry-After 所示秒数之后重试；重建完成后，对该时刻的任何查询都会立即得到答复。',
    },
  },
  failed: {
    status: 500,
    en: 'Something went wrong with us.',
    zh: '系统内部出错。',
    cause: {
      en: 'This is a mistake of ours, not of the request. It was written down under the id in `instance`.',
      zh: '这是系统自身的错误，与请求无关。已按 `instance` 中的编号记录。',
    },
    remedy: {
      en: 'Tell the operator that id. A write may be sent again with the same Idempotency-Key: it is recorded once.',
      zh: '请将该编号告知运营方。写入请求可用相同的 Idempotency-Key 重发：只会记录一次。',
    },
  },
});
export type RequestProblem = keyof typeof requestProblems;
