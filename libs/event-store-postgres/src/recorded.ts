import { subjectOf, type Recorded } from '#event-sourcing';
import pg from 'pg';

export const columns = 'position, stream_id, revision, id, type, recorded_at, body';

type Head = readonly [
  position: string,
  streamId: string,
  revision: string,
  id: string,
  type: string,
  recordedAt: string,
];
/** A row of these columns as the server sends it: texts. */
export type Row = readonly [...Head, body: string];

/** How a query says that it wants such rows: nothing is parsed one value at a time. */
export const asSent = { rowMode: 'array', types: { getTypeParser: () => (value: string) => value } };

type Body = Pick<Recorded, 'version' | 'data' | 'issue'>;

/** How many characters of bodies are parsed together: that takes two thirds of the time of one by one. */
const together_max = 1 << 20;

export const recorded = (rows: readonly Row[]): readonly Recorded[] => {
  const bodies = parsed(rows);
  return rows.map((row, n) => event(row, bodies[n]!));
};

/** The same columns, as a copy gives them: all of them texts. */
export const copiedColumns = 'position::text, stream_id, revision::text, id::text, type, recorded_at::text, body';

export const copied = (texts: readonly string[], body: unknown): Recorded =>
  event(texts as unknown as Head, body as Body); // they are what the columns above hold

const event = (
  [position, streamId, revision, id, type, recordedAt]: Head | Row,
  { version, data, issue }: Body,
): Recorded => ({
  id,
  type,
  streamId,
  subjectId: subjectOf(streamId),
  revision: Number(revision),
  position: Number(position),
  recordedAt: instantOf(recordedAt),
  version,
  data,
  issue,
});

const parsed = (rows: readonly Row[]): readonly Body[] => {
  const bodies: Body[] = [];
  let [waiting, length]: [string[], number] = [[], 0];
  const parse = () => {
    for (const body of JSON.parse(`[${waiting.join()}]`) as Body[]) bodies.push(body);
    [waiting, length] = [[], 0];
  };
  for (const [, , , , , , body] of rows) {
    if (length + body.length > together_max) parse();
    waiting.push(body);
    length += body.length;
  }
  parse();
  return bodies;
};

const wholeMilliseconds = 'yyyy-mm-dd hh:mm:ss.sss'.length;
const utc = '+00';

/** ISO 8601, to the millisecond. Nearly always the text of the server holds it already. */
const instantOf = (text: string): string =>
  text.endsWith(utc) && text.length >= wholeMilliseconds + utc.length
    ? `${text.slice(0, 10)}T${text.slice(11, wholeMilliseconds)}Z`
    : (pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)(text) as unknown as Date).toISOString();
