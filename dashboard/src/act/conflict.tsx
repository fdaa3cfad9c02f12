import { getByHref } from '../api/client.js';
import type { Schemas } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { UnitName } from '../ui/links.js';
import { Said } from '../ui/said.js';
import { useFieldName } from './field-name.js';
import { thingOf } from './operation.js';

/** A thing as it was read: what its acts were offered on. */
export type Thing = Readonly<{ revision?: number }>;

/** What somebody else changed between the look and the act. */
export type Conflict = Readonly<{
  differences: readonly Difference[];
  since: readonly Schemas['HistoryRow'][];
  /** At which the act may be sent all the same. */
  revision: number;
}>;
type Difference = Readonly<{ field: string; was: unknown; is: unknown }>;

/** No part of what somebody looks at. */
const beside = new Set(['acts', 'revision', 'position']);
const acts_max = 5;

/**
 * Looks at the thing again. Where a revision has moved and the thing has not, something else in the same history did:
 * a pledge shares its project's. @returns what changed, or only the revision at which nothing has
 */
export const look = async (href: string, seen: Thing, revision: number): Promise<Conflict> => {
  const path = thingOf(href);
  if (path === undefined) return { differences: [], since: [], revision };
  const now = (await getByHref(path)) as Readonly<Record<string, unknown>>;
  const before = seen as Readonly<Record<string, unknown>>;
  const differences = Object.keys({ ...before, ...now })
    .filter((field) => !beside.has(field) && JSON.stringify(before[field]) !== JSON.stringify(now[field]))
    .map((field) => ({ field, was: before[field], is: now[field] }));
  if (differences.length === 0) return { differences, since: [], revision };
  const [, alliance, subjectId] = /^(\/v1\/alliances\/[^/]+)\/[^/]+\/([^/]+)/.exec(path) ?? [];
  const history = `${alliance}/history?subjectId=${subjectId}&limit=${acts_max}`;
  const { items } = (await getByHref(history)) as { items: readonly Schemas['HistoryRow'][] };
  return { differences, since: items.filter((act) => act.revision > (seen.revision ?? -1)), revision };
};

export const ConflictNotice = ({ differences, since }: Conflict) => {
  const { t, event, when } = useWords();
  const fieldName = useFieldName();
  return (
    <section className="notice stack close" data-tone="soon" role="alert">
      <h3>{t('act.changedTitle')}</h3>
      <p>{t('act.changedHelp')}</p>
      <table className="changes">
        <thead>
          <tr>
            <td />
            <th scope="col">{t('act.was')}</th>
            <th scope="col">{t('act.is')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ field, was, is }) => (
            <tr key={field}>
              <th scope="row">{fieldName(field)}</th>
              <td>
                <del>
                  <Said value={was} field={field} />
                </del>
              </td>
              <td>
                <ins>
                  <Said value={is} field={field} />
                </ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {since.length > 0 && (
        <>
          <h3>{t('act.since')}</h3>
          <ul className="lines">
            {since.map((act) => (
              <li key={act.position}>
                <span>
                  {event(act.type)} <UnitName id={act.unitId} plain />
                </span>
                <span className="small soft">{when(act.at)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
