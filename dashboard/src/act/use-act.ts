import { useEffect, useMemo, useRef, useState } from 'react';
import { useAllianceId } from '../api/alliance-id.js';
import { post, type Forecast, type Receipt } from '../api/client.js';
import { newId } from '../api/new-id.js';
import { Problem } from '../api/problem.js';
import { queryClient } from '../api/query.js';
import { look, type Conflict, type Thing } from './conflict.js';
import { bodyOf, isComplete, operationOf } from './operation.js';

const pause_ms = 450;
/** So long a dialog stays for the page behind it to show what was recorded. */
const shown_ms = 1_500;
/** How often an act is sent again where only something else in the same history moved. */
const looks_max = 4;

/** What is filled in, by field. */
export type Draft = Readonly<Record<string, unknown>>;

/** How an act stands while it is filled in. */
export type Check =
  | Readonly<{ is: 'incomplete' | 'checking' | 'unsure' }>
  | Readonly<{ is: 'allowed'; events: Forecast['events'] }>
  | Readonly<{ is: 'refused'; problem: Problem }>
  | Readonly<{ is: 'changed'; conflict: Conflict }>;

/**
 * What is filled in, whether the rules allow it, and the sending of it. Each state of the body has a key of its own, so
 * that what is sent twice is recorded once, and something else is something else.
 */
export const useAct = (
  { act, href, of, given }: Readonly<{ act: string; href: string; of?: Thing | undefined; given: Draft }>,
  done: (receipt: Receipt) => void,
) => {
  const allianceId = useAllianceId();
  const { body: schema } = operationOf(act);
  // What the reader saw as they began, whatever has changed on the page since: that is said before they send.
  const [[before, thing]] = useState([given, of] as const);
  const [draft, setDraft] = useState(before);
  const body = bodyOf(schema, before, draft);
  const text = JSON.stringify(body);
  const complete = isComplete(schema, body);
  const idempotencyKey = useMemo(() => `${act}-${text.length}-${newId()}`, [act, text]);
  const [check, setCheck] = useState<Check>({ is: 'incomplete' });
  const [isSending, setSending] = useState(false);
  const newest = useRef(0);

  useEffect(() => {
    const mine = ++newest.current;
    if (!complete) return setCheck({ is: 'incomplete' });
    setCheck({ is: 'checking' });
    const timer = setTimeout(() => void foresee(href, JSON.parse(text)).then((said) => mine === newest.current && setCheck(said)), pause_ms); // prettier-ignore
    return () => clearTimeout(timer);
  }, [href, text, complete]);

  const send = async () => {
    const revision = check.is === 'changed' ? check.conflict.revision : thing?.revision;
    newest.current++;
    setSending(true);
    try {
      // What may be recorded already is sent again as it is: tried out, it could only be refused, as done.
      const said = check.is === 'unsure' ? undefined : await foresee(href, body);
      if (said && said.is !== 'allowed') return setCheck(said);
      const sent = await attempt(href, body, { idempotencyKey, thing, revision });
      if ('is' in sent) return setCheck(sent);
      // Not for long: where the page behind does not come, what was recorded is said all the same.
      await Promise.race([queryClient.invalidateQueries({ queryKey: [allianceId] }), after(shown_ms)]);
      return done(sent);
    } finally {
      setSending(false); // however it ended: while it is sent the dialog does not close
    }
  };
  const isUntouched = draft === before;
  const isFilled = !isUntouched && text !== JSON.stringify(bodyOf(schema, before, before));
  return { schema, draft, setDraft, check, complete, isUntouched, isFilled, isSending, send };
};

const after = (wait_ms: number) => new Promise((done) => setTimeout(done, wait_ms));

const foresee = async (href: string, body: unknown): Promise<Check> => {
  try {
    return { is: 'allowed', events: (await post(href, body, { dryRun: true })).events };
  } catch (problem) {
    return { is: 'refused', problem: asProblem(problem) };
  }
};

const attempt = async (
  href: string,
  body: unknown,
  options: Readonly<{ idempotencyKey: string; thing: Thing | undefined; revision: number | undefined }>,
): Promise<Receipt | Check> => {
  const { idempotencyKey, thing } = options;
  let ifMatch = options.revision;
  for (let looks = 0; ; looks++) {
    try {
      return await post(href, body, { idempotencyKey, ifMatch });
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 0 || problem.status >= 500) return { is: 'unsure' };
      if (problem.status !== 412 || !thing || looks >= looks_max) return { is: 'refused', problem };
      const conflict = await look(href, thing, Number(problem.said.data?.['revision'])).catch(asProblem);
      if (conflict instanceof Problem) return { is: 'refused', problem: conflict };
      if (conflict.differences.length > 0) return { is: 'changed', conflict };
      ifMatch = conflict.revision < 0 ? undefined : conflict.revision; // what it begins has none yet
    }
  }
};

const asProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  throw error;
};
