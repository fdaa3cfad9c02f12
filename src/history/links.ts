import { HistoryRow, idsIn } from '../overview/history.js';
import type { Acts } from './acts.js';
import { eventsIn, referencesOf, type Thing } from './references.js';
import type { Telling } from './telling.js';

/** How often it is gone on from what was found. */
const steps_max = 12;

/** What came of some acts: what was done in answer to them, in the same request, or found in them; and what came of that. */
export const cameOf = async (acts: Acts, telling: Telling, itself: readonly HistoryRow[]): Promise<void> => {
  for (let [from, step] = [itself, 0]; from.length > 0 && step < steps_max; step++) {
    const byEvent = new Map(from.map((act) => [act.eventId, act]));
    const byRequest = new Map(from.map((act) => [act.correlationId, act]));
    const found = await acts.naming([...byEvent.keys(), ...byRequest.keys()]);
    from = telling.add(found, (act) => {
      const asked = byEvent.get(act.causationId ?? '');
      if (asked) return { part: 'after', link: 'answer', through: asked.position, act };
      const beside = byRequest.get(act.correlationId);
      const named = eventsIn(act.data).flatMap((id) => byEvent.get(id) ?? [])[0];
      if (named && !beside) return { part: 'after', link: 'reference', through: named.position, act };
      if (!beside) return undefined;
      const part = act.position > beside.position ? 'after' : 'before';
      return { part, link: 'same-request', through: beside.position, act };
    });
  }
};

/** What led to some acts: what they answer, the events that they name, and what had become of the things that they name; and what led to that. */
export const ledTo = async (
  acts: Acts,
  telling: Telling,
  itself: readonly HistoryRow[],
  thingId: string,
): Promise<void> => {
  const seen = new Set([thingId]);
  for (let [from, step] = [itself, 0]; from.length > 0 && step < steps_max; step++) {
    const causes = await causesOf(acts, telling, from);
    from = [...causes, ...(await referredTo(acts, telling, from, seen))];
  }
};

const causesOf = async (acts: Acts, telling: Telling, from: readonly HistoryRow[]): Promise<readonly HistoryRow[]> => {
  const named = from.flatMap((act) => eventsIn(act.data).map((id) => [id, { link: 'reference', act }] as const));
  const answered = from.flatMap((act) =>
    act.causationId === null ? [] : [[act.causationId, { link: 'cause', act }] as const],
  );
  const through = new Map<string, Readonly<{ link: 'reference' | 'cause'; act: HistoryRow }>>([...named, ...answered]);
  const found = await acts.naming([...through.keys()]);
  return telling.add(found, (act) => {
    const from = through.get(act.eventId);
    return from && { part: 'before', link: from.link, through: from.act.position, act };
  });
};

/** The latest act, of those that are gone on from, that names a thing; by the thing's id. */
type Naming = Map<string, HistoryRow>;

const referredTo = async (
  acts: Acts,
  telling: Telling,
  from: readonly HistoryRow[],
  seen: Set<string>,
): Promise<readonly HistoryRow[]> => {
  const [wholes, parts]: [Naming, Naming] = [new Map(), new Map()];
  for (const act of from)
    for (const thing of [...referencesOf(act, false), ...originOf(act)])
      if (thing.kind !== 'unit' && !seen.has(thing.id))
        (thing.within === undefined ? wholes : parts).set(thing.id, act);
  for (const id of [...wholes.keys(), ...parts.keys()]) seen.add(id);
  const earlier = (naming: Naming, idsOf: (act: HistoryRow) => readonly string[]) => (act: HistoryRow) => {
    const through = idsOf(act).flatMap((id) => naming.get(id)?.position ?? []);
    const last = Math.max(...through);
    return act.position < last ? ({ part: 'before', link: 'reference', through: last, act } as const) : undefined;
  };
  return [
    ...telling.add(
      await acts.ofWholes([...wholes.keys()]),
      earlier(wholes, ({ subjectId }) => [subjectId]),
    ),
    ...telling.add(
      await acts.naming([...parts.keys()]),
      earlier(parts, ({ data }) => idsIn(data)),
    ),
  ];
};

/** From what a project came. */
const originOf = ({ data }: HistoryRow): readonly Thing[] => {
  const { origin } = data as Readonly<{ origin?: Readonly<{ kind: string; id: string }> }>;
  return origin?.kind === 'motion' ? [{ kind: 'motion', id: origin.id }] : [];
};
