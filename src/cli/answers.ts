import { idPattern } from '../platform/fields.js';
import { withDatabase } from './database.js';
import { withLog } from './log.js';
import { UsageError, type CliCommand, type Given } from './run.js';

const limit_max = 1_000;
const limit_default = 50;

export const answers: CliCommand = {
  name: 'answers',
  summary: 'Say which commands of reactions and deadlines were refused, and by which rule.',
  usage: 'lianjian answers [--of NAME] [--limit N] [--after COMMAND_ID] [--all]',
  help: [
    'Nobody waits for what a reaction or a deadline asks for. Where a rule refuses it, that is final, and kept: what was',
    'asked of what, in answer to which event, which rule refused it and with what data; the newest first.',
    '',
    '--of     of one reaction or deadline, such as resources/on-pledge',
    `--limit  so many of them, ${limit_default} unless said, ${limit_max} at most; --after the last one of these come the next`,
    '--all    also what changed nothing, mostly because it was done already',
  ],
  options: {
    of: { type: 'string' },
    limit: { type: 'string' },
    after: { type: 'string' },
    all: { type: 'boolean' },
  },
  run: async ({ options, words: [more] }) => {
    if (more !== undefined) throw new UsageError(`${more} is too much`);
    const { limit, ...wanted } = wantedBy(options);
    const parameters = [wanted.of, wanted.after, wanted.all, limit + 1];
    const found = await withDatabase((database) =>
      withLog(database, (_, owner): Promise<readonly Refused[]> => owner.query(page, parameters)),
    );
    for (const each of found.slice(0, limit)) console.log(lineOf(each));
    if (found.length > limit) console.log(`more: --after ${found[limit - 1]?.commandId}`);
  },
};

type Wanted = Readonly<{ of: string | null; limit: number; after: string | null; all: boolean }>;

const wantedBy = ({ of, limit, after, all }: Given['options']): Wanted => {
  const [most, behind] = [Number(limit ?? limit_default), after === undefined ? null : String(after)];
  if (!Number.isInteger(most) || most < 1 || most > limit_max)
    throw new UsageError(`--limit takes a number, 1 to ${limit_max}`);
  if (behind !== null && !idPattern.test(behind)) throw new UsageError('--after takes the id of a command');
  return { of: typeof of === 'string' ? of : null, limit: most, after: behind, all: all === true };
};

type Refused = Readonly<{
  commandId: string;
  answerer: string;
  eventId: string;
  tenantId: string;
  subjectId: string;
  command: string;
  code: string;
  data: object;
  at: string;
}>;

const page = `
  SELECT command_id AS "commandId", answerer, event_id AS "eventId", tenant_id AS "tenantId", subject_id AS "subjectId",
    command, code, data, to_char(refused_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
  FROM engine.refused_answer
  WHERE ($1::text IS NULL OR answerer = $1) AND ($3 OR code <> 'nothing') AND ($2::uuid IS NULL OR
    (refused_at, command_id) < (SELECT refused_at, command_id FROM engine.refused_answer WHERE command_id = $2))
  ORDER BY refused_at DESC, command_id DESC LIMIT $4`;

const lineOf = ({ commandId, answerer, eventId, tenantId, subjectId, command, code, data, at }: Refused): string =>
  `${at}  ${answerer}  ${command} of ${subjectId}  ${code} ${JSON.stringify(data)}  in answer to ${eventId}  alliance ${tenantId}  command ${commandId}`;
