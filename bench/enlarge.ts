import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const page_n = 5_000;
/** So many alliances act at once. */
const atOnce = 4;
const chunk_length = 1 << 18;

/**
 * Makes a log of so many events of the one that is there: it is told again and again, each time by an alliance with ids of
 * its own, four at a time. Written by COPY past the log's function, which is for a bench alone.
 *
 * @param ofOne the alliance and its units stay who they are: they bring as many projects and motions more before themselves
 */
export const enlarge = async (
  ownerUrl: string,
  events_n: number,
  progress: (done: number, of: number) => void = () => undefined,
  ofOne = false,
): Promise<void> => {
  const [from, to] = [new pg.Client(ownerUrl), new pg.Client(ownerUrl)];
  await Promise.all([from.connect(), to.connect()]);
  try {
    const head = Number((await from.query('SELECT position FROM log.head')).rows[0].position);
    const stream = to.query(
      copyFrom('COPY log.event (position, stream_id, revision, id, type, recorded_at, body) FROM STDIN'),
    );
    const finished = once(stream, 'finish');
    finished.catch(() => undefined);
    const kept = ofOne ? await standing(from) : new Set<string>();
    let [position, chunk] = [head, ''];
    for (let first = 1; position < events_n; first += atOnce)
      for (let after = 0; after < head && position < events_n; after += page_n)
        for (const line of await page(from, after, ofOne)) {
          for (let copy = first; copy < first + atOnce && position < events_n; copy++)
            chunk += `${++position}\t${told(line, copy, kept)}\n`;
          if (chunk.length < chunk_length) continue;
          if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), finished]);
          chunk = '';
          progress(position, events_n);
        }
    stream.end(chunk);
    await finished;
    await to.query('VACUUM ANALYZE log.event');
  } finally {
    await Promise.all([from.end(), to.end()]);
  }
};

/** Events as COPY writes them, but for their positions. */
const page = async (client: pg.Client, after: number, ofOne: boolean): Promise<readonly string[]> => {
  const text = `SELECT stream_id, revision, id, type, recorded_at::text, body::text FROM log.event
    WHERE position > $1 AND position <= $2 ${ofOne ? `AND stream_id ~ '^(motion|project)-'` : ''} ORDER BY position`;
  const { rows } = await client.query({ text, values: [after, after + page_n], rowMode: 'array' });
  return rows.map((row: readonly unknown[]) => row.map((value) => String(value).replaceAll('\\', '\\\\')).join('\t'));
};

/** The ids of the alliance, its units, their people and resources. */
const standing = async (client: pg.Client): Promise<ReadonlySet<string>> => {
  const text = `SELECT stream_id || (CASE WHEN stream_id LIKE 'resource-%' THEN '' ELSE body ->> 'data' END) AS text
    FROM log.event WHERE stream_id ~ '^(alliance|unit|resource)-'`;
  const { rows } = await client.query<{ text: string }>(text);
  return new Set(rows.flatMap((row) => row.text.match(id) ?? []));
};

const id = /([0-9a-f]{8}-)([0-9a-f]{4})(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/g;

/** The same, with ids of its own, but for those that are kept. */
const told = (line: string, copy: number, kept: ReadonlySet<string>): string => {
  const marked = (whole: string, before: string, part: string, after: string) =>
    kept.has(whole) ? whole : `${before}${(Number.parseInt(part, 16) ^ copy).toString(16).padStart(4, '0')}${after}`;
  return line.replaceAll(id, marked);
};
