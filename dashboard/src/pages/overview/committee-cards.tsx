import { Link } from 'wouter';
import type { Schemas } from '../../api/query.js';
import { Explain } from '../../explain/explain.js';
import { useWords } from '../../i18n/language.js';
import { Status } from '../../ui/badge.js';
import { MaybeLink, pageOfThing, UnitName } from '../../ui/links.js';
import { Card } from '../../ui/page.js';
import { Empty } from '../../ui/state.js';
import { motionFigures, resultFigures } from './explained.js';

type Dashboard = Schemas['Dashboard'];
const [motions_max, latest_max] = [5, 6];

export const Motions = ({ of: { openMotions } }: { of: Dashboard }) => {
  const words = useWords();
  const { t, text, ago } = words;
  const title = t('overview.openMotions');
  const figures = motionFigures(openMotions.slice(0, motions_max), words);
  return (
    <Card title={title} href="/committee/motions" beside={<Explain title={title} figures={figures} />}>
      {openMotions.length === 0 ? (
        <Empty title={t('overview.noMotions')} />
      ) : (
        <ul className="lines">
          {openMotions.slice(0, motions_max).map(({ motionId, title: named, status, ballots, entitled, closesAt }) => (
            <li key={motionId}>
              <span>
                <Link href={`/committee/motions/${motionId}`}>{text(named)}</Link>
                <small className="figures">
                  {entitled === null ? t('overview.tabled') : t('overview.ballots', { part: ballots, whole: entitled })}
                  {closesAt && ` · ${t('overview.closes', { when: ago(closesAt) })}`}
                </small>
              </span>
              <Status of={status} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
};

export const Decisions = ({ of: { results } }: { of: Dashboard }) => {
  const words = useWords();
  const { t, number, percent } = words;
  const title = t('overview.decisions');
  if (results.length === 0) return null;
  return (
    <Card
      title={title}
      href="/committee/decisions"
      beside={<Explain title={title} figures={resultFigures(results, words)} />}
    >
      <ul className="lines">
        {results.map(({ status, count, turnoutPercent }) => (
          <li key={status}>
            <span>
              <Link href={`/committee/decisions?result=${status}`}>
                <Status of={status} />
              </Link>
              <small>{t('overview.turnout', { percent: percent(turnoutPercent / 100) })}</small>
            </span>
            <span className="figures">{number(count)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
};

export const Latest = ({ of: { latest } }: { of: Dashboard }) => {
  const { t, event, ago, when, value } = useWords();
  return (
    <Card title={t('overview.latest')} href="/history">
      <ol className="lines">
        {latest.slice(0, latest_max).map(({ position, type, category, subjectId, at, unitId, actorKind }) => (
          <li key={position}>
            <span>
              <MaybeLink href={pageOfThing(category, subjectId)}>{event(type)}</MaybeLink>
              <small>{unitId ? <UnitName id={unitId} plain /> : value(actorKind)}</small>
            </span>
            <time className="small soft" dateTime={at} title={when(at)}>
              {ago(at)}
            </time>
          </li>
        ))}
      </ol>
    </Card>
  );
};
