import { Link } from 'wouter';
import type { Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Status } from '../../ui/badge.js';
import { UnitName } from '../../ui/links.js';

/** Actions in lines: what, who, until when. */
export const ActionLines = ({ of }: { of: readonly Schemas['ActionRow'][] }) => {
  const { text, day } = useWords();
  return (
    <ul className="lines">
      {of.map(({ actionId, title, unitId, due, status }) => (
        <li key={actionId}>
          <span>
            <Link href={`/committee/actions/${actionId}`}>{text(title)}</Link>
            <small>
              <UnitName id={unitId} plain /> · {day(due)}
            </small>
          </span>
          <Status of={status} />
        </li>
      ))}
    </ul>
  );
};
