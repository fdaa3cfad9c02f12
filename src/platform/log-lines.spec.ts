import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { LogLines, type Level, type LogFormat } from './log-lines.js';

const logged = (format: LogFormat, least: Level, say: (lines: LogLines) => void): readonly string[] => {
  const lines: string[] = [];
  say(new LogLines(format, least, (line) => lines.push(line)));
  return lines;
};

describe('A line of the log', () => {
  it('is an object on one line, or text for people', () => {
    const [json] = logged('json', 'log', (lines) => lines.warn('two\nlines', 'engine'));
    expect(json!.endsWith('\n')).toBe(true);
    expect(JSON.parse(json!)).toEqual({
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      level: 'warn',
      context: 'engine',
      message: 'two\nlines',
    });
    const [pretty] = logged('pretty', 'log', (lines) => lines.warn('It is late.', 'engine'));
    expect(pretty).toMatch(/^\d\d:\d\d:\d\d warn {4}engine: It is late\.\n$/);
  });

  it('is left out below the least grave, and what Nest says of its start is not grave', () => {
    const all = (least: Level) =>
      logged('json', least, (lines) => {
        lines.error('an error', 'x');
        lines.log('a line', 'x');
        lines.log('AppModule dependencies initialized', 'InstanceLoader');
        lines.debug('more', 'x');
      }).length;
    expect([all('fatal'), all('error'), all('log'), all('debug')]).toEqual([0, 1, 2, 4]);
  });

  it.each([
    ['a key', 'key lj_0123456789ab_abcdefghijklmnopqrstuvwxyzABCDEF failed', /lj_0123/],
    ['a token', 'token eyJhbGciOi.eyJzdWIi.c2lnbmF0 is late', /eyJhbG|c2lnbmF0/],
    ['a header', 'Authorization: Bearer sesame and Cookie: sid=sesame', /sesame/],
    ['an address', 'mail to zhang.san@example.org failed', /zhang|example/],
    ['a telephone number', 'call +86 138 0000 0000 now', /138/],
    ['a query string', 'GET /v1/alliances?search=zhangsan', /zhangsan/],
    ['a password', 'postgresql://app:hunter2@db/app', /hunter2|app:/],
    ['what stands in quotes', 'invalid input syntax for type uuid: "Zhang "San"" here', /Zhang|San/],
    ['a row', 'Key (name)=(Zhang) already exists', /Zhang/],
  ])('does not hold %s', (_, text, marker) => {
    for (const format of ['json', 'pretty'] as const) {
      const lines = logged(format, 'log', (log) => {
        log.error(text, 'x');
        log.error(new Error(text), 'x');
        log.error('it failed', new Error(text).stack, 'x');
        log.warn({ text, deep: { text } }, 'x');
      });
      expect(lines).toHaveLength(4);
      expect(lines.join('')).not.toMatch(marker);
    }
  });

  it('tells of an error of the database where it is, not what it is about', () => {
    const cause = Object.assign(new pg.DatabaseError('value Zhang is bad', 0, 'error'), {
      code: '22001',
      table: 'person',
    });
    const [line] = logged('json', 'log', (lines) =>
      lines.error(new QueryFailedError('INSERT', ['Zhang'], cause), 'http'),
    );
    expect(line).toMatch(/the database refused: SQLSTATE 22001 table person/);
    expect(line).not.toMatch(/Zhang/);
  });

  it('keeps the stack of an error, by which it is found', () => {
    const [line] = logged('json', 'log', (lines) => lines.error(new TypeError('x is not a function'), 'http'));
    expect(line).toMatch(/TypeError: x is not a function\\n\s+at .*log-lines\.spec/);
  });
});
