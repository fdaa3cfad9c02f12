import { now_ms } from '../../past/as-of.js';
import { useMemo } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { events } from '../../i18n/terms/events.js';
import { useChoices } from '../../act/choices.js';
import { Answered } from '../../ui/answered.js';
import { Button, LinkButton } from '../../ui/button.js';
import type { Option } from '../../ui/fields.js';
import { Filter, useInAddress } from '../../ui/filter.js';
import { MaybeLink, pageOfThing, useName, usePersonName, useUnits } from '../../ui/links.js';
import { More } from '../../ui/more.js';
import { Card, Page } from '../../ui/page.js';
import { PickFilter } from '../../ui/pick-filter.js';
import { Empty } from '../../ui/state.js';
import { actItems } from '../asked.js';
import { Actor, Person, Under } from './who.js';
import './history.css';

const periods = [
  { id: 'day', hours: 24, word: 'history.day' },
  { id: 'week', hours: 7 * 24, word: 'history.week' },
  { id: 'month', hours: 30 * 24, word: 'history.month' },
  { id: 'weeks12', hours: 12 * 7 * 24, word: 'history.weeks12' },
] as const;

/** Since when; it moves on by the hour, so that an answer is asked once. */
const useSince = (said: string | null): string | undefined => {
  const period = periods.find(({ id }) => id === said);
  const hour = Math.floor(now_ms() / 3_600_000) * 3_600_000;
  return useMemo(() => (period ? new Date(hour - period.hours * 3_600_000).toISOString() : undefined), [hour, period]);
};

/** Who did what, when, for which unit and under which mandate. */
export const HistoryPage = () => {
  const { t } = useWords();
  const [search] = useSearchParams();
  const said = (name: string) => search.get(name) ?? undefined;
  const history = useList('/v1/alliances/{allianceId}/history', {
    unitId: said('unit'),
    personId: said('person'),
    type: said('act'),
    subjectId: said('subjectId'),
    about: said('about'),
    from: useSince(search.get('period')),
    ...actItems,
  });
  return (
    <Page title={t('history.title')} lead={t('history.lead')}>
      <Filters />
      <Card>
        <Answered of={history} empty={<Empty title={t('history.none')} />}>
          {(items) => (
            <>
              <ul className="lines history">
                {items.map((row) => (
                  <Line key={row.position} of={row} />
                ))}
              </ul>
              <More of={history} />
            </>
          )}
        </Answered>
      </Card>
    </Page>
  );
};

/** One act: what was done to what; by whom, for which unit and under what; when. */
const Line = ({ of }: { of: Schemas['HistoryRow'] }) => {
  const { t, event, value, when } = useWords();
  const { position, type, category, subjectId, personId, at } = of;
  const [called, href] = [useName(category, subjectId), pageOfThing(category, subjectId)];
  const name = called ?? value(category);
  return (
    <li>
      <span>
        <strong>
          <Link href={`/history/${position}`}>{event(type)}</Link>
        </strong>{' '}
        {(called || href) && <MaybeLink href={href}>{name}</MaybeLink>}
        <small>
          <Actor of={of} />
          {personId && (
            <>
              {' · '}
              <Person of={of} /> · <Under of={of} />
            </>
          )}
        </small>
      </span>
      <time className="small soft figures" dateTime={at}>
        {when(at)}
      </time>
      <span className="small">
        <Link href={`/history/stories/${subjectId}`}>
          {t('history.story')}
          <span className="unseen">: {name}</span>
        </Link>
      </span>
    </li>
  );
};

const Filters = () => {
  const { t, text, side, language } = useWords();
  const units = useUnits();
  const byLabel = (a: Option, b: Option) => a.label.localeCompare(b.label, language);
  const unitOptions = [...units.values()].map(({ unitId, name }) => ({ id: unitId, label: text(name) }));
  const actOptions = Object.entries(events).map(([id, pair]) => ({ id, label: side(pair) }));
  return (
    <div className="stack close no-print">
      <OfOneThing />
      <Filter
        name="period"
        label={t('history.period')}
        all={t('history.anyTime')}
        options={periods.map(({ id, word }) => ({ id, label: t(word) }))}
      />
      <div className="picks">
        <PickFilter
          name="unit"
          label={t('history.unit')}
          all={t('history.anyUnit')}
          options={unitOptions.sort(byLabel)}
        />
        <PersonFilter />
        <PickFilter name="act" label={t('history.act')} all={t('history.anyAct')} options={actOptions.sort(byLabel)} />
      </div>
    </div>
  );
};

/** The people of the chosen unit, and whoever is chosen already. */
const PersonFilter = () => {
  const { t } = useWords();
  const [[unitId], [personId]] = [useInAddress('unit'), useInAddress('person')];
  const name = usePersonName(personId);
  const { choices: people = [] } = useChoices('personId', { unitId });
  const isListed = people.some(({ id }) => id === personId);
  const options = personId && name && !isListed ? [{ id: personId, label: name }, ...people] : people;
  if (options.length === 0) return null;
  return (
    <PickFilter
      key={options.map(({ id }) => id).join()}
      name="person"
      label={t('history.person')}
      all={t('history.anybody')}
      options={options}
    />
  );
};

/** Where the way here led from one thing: that it is only of this, and the way out of it. */
const OfOneThing = () => {
  const { t } = useWords();
  const [[subjectId, leaveSubject], [about, leaveAbout]] = [useInAddress('subjectId'), useInAddress('about')];
  const id = subjectId ?? about;
  if (!id) return null;
  return (
    <p className="notice row apart">
      <span>{t('history.ofOneThing')}</span>
      <span className="row">
        <LinkButton href={`/history/stories/${id}`}>{t('history.story')}</LinkButton>
        <Button onPress={() => (subjectId ? leaveSubject : leaveAbout)(undefined)}>{t('history.ofAll')}</Button>
      </span>
    </p>
  );
};
