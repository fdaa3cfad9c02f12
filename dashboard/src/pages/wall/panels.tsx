import type { ReactNode } from 'react';
import { useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Answered } from '../../ui/answered.js';
import { UnitName } from '../../ui/links.js';
import { Due } from '../../ui/matter.js';
import { RequirementBars } from '../overview/requirement-bars.js';

const [needs_max, lacks_max, coming_max, happened_max] = [4, 4, 3, 4];

const Panel = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="card">
    <header>
      <h2>{title}</h2>
    </header>
    {children}
  </section>
);

const Nothing = ({ children }: { children: string }) => <p className="soft">{children}</p>;

export const Open = ({ matters }: { matters: readonly Schemas['OpenMatter'][] | undefined }) => {
  const { t, text, value } = useWords();
  return (
    <Panel title={t('wall.open')}>
      {matters?.length === 0 ? (
        <Nothing>{t('overview.noMatters')}</Nothing>
      ) : (
        <ul className="lines">
          {matters?.map((matter) => (
            <li key={`${matter.kind} ${matter.subject.id} ${matter.unitId}`}>
              <span>
                {text(matter.subject.title)}
                <small>
                  {value(matter.kind)} · {matter.unitId ? <UnitName id={matter.unitId} plain /> : t('overview.anybody')}
                </small>
              </span>
              <Due of={matter} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
};

export const Needs = ({ of: { requirements, shortfalls } }: { of: Schemas['Dashboard'] }) => {
  const { t, amount, text } = useWords();
  return (
    <Panel title={t('wall.needs')}>
      {requirements.length === 0 ? (
        <Nothing>{t('overview.noRequirements')}</Nothing>
      ) : (
        <RequirementBars of={requirements.slice(0, needs_max)} />
      )}
      <ul className="lines">
        {shortfalls.slice(0, lacks_max).map(({ requirementId, title, description, short, unitOfMeasure }) => (
          <li key={requirementId}>
            <span>
              {text(description)}
              <small>{text(title)}</small>
            </span>
            <span className="figures">{amount(short, unitOfMeasure)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
};

/** What is over before its time, such as a vote that everybody has cast, is not to come any more. */
const over: ReadonlySet<string> = new Set([
  ...['carried', 'lost', 'quorum-missed', 'closed', 'cancelled', 'held'],
  ...['done', 'declined', 'reached', 'dropped', 'completed', 'evaluated', 'no-show', 'used', 'returned'],
]);
const upcoming = (entries: readonly Schemas['CalendarEntry'][]) =>
  entries.filter(({ status }) => !over.has(status ?? '')).slice(0, coming_max);

export const Coming = () => {
  const { t, text, value, soon, shortDay } = useWords();
  const calendar = useList('/v1/alliances/{allianceId}/calendar', { limit: 20 });
  return (
    <Panel title={t('wall.coming')}>
      <Answered of={calendar} empty={<Nothing>{t('wall.nothingComing')}</Nothing>}>
        {(items) => (
          <ul className="lines">
            {upcoming(items).map(({ kind, subject, from, day: on }) => (
              <li key={`${kind} ${subject.id} ${from}`}>
                <span>
                  {text(subject.title)}
                  <small>{value(kind)}</small>
                </span>
                <span className="figures">{on ? shortDay(on) : soon(from)}</span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Panel>
  );
};

export const Happened = ({ of: { latest } }: { of: Schemas['Dashboard'] }) => {
  const { t, event, ago, value } = useWords();
  return (
    <Panel title={t('wall.happened')}>
      <ol className="lines">
        {latest.slice(0, happened_max).map(({ position, type, at, unitId, actorKind }) => (
          <li key={position}>
            <span>
              {event(type)} <span className="soft">{unitId ? <UnitName id={unitId} plain /> : value(actorKind)}</span>
            </span>
            <span className="soft">{ago(at)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
};
