/** What every request says about who asks, and what it must have seen. Set by the session and by what is written. */
export const asking: {
  /** An API key, where one is tried instead of a session. */
  key: string | undefined;
  /** The unit for which somebody who signed in acts. */
  unitId: string | undefined;
  language: 'zh' | 'en';
  /** The log position up to which answers must have read, so that nobody misses their own write. */
  position: number;
  /** The moment as of which is asked, an instant or a log position, and what time it was then. */
  asOf: string | undefined;
  now_ms: number | undefined;
} = { key: undefined, unitId: undefined, language: 'zh', position: 0, asOf: undefined, now_ms: undefined };

export const saw = (position: number): void => void (asking.position = Math.max(asking.position, position));

export const headersOf = (method: string): Record<string, string> => ({
  'accept-language': asking.language === 'zh' ? 'zh-CN' : 'en',
  ...(asking.key && { authorization: `Bearer ${asking.key}` }),
  ...(asking.unitId && !asking.key && { 'lianjian-unit': asking.unitId }),
  ...(method === 'GET' &&
    asking.position > 0 &&
    asking.asOf === undefined && { 'lianjian-after': String(asking.position) }),
});
