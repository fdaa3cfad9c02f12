import { useMemo } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { events } from '../../i18n/terms/events.js';
import { Button } from '../../ui/button.js';
import { PickField, type Option } from '../../ui/fields.js';
import { Filter } from '../../ui/filter.js';
import { MaybeLink, pageOfThing, useUnits } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Answered, Empty } from '../../ui/state.js';
import { useNames } from './names.js';
import { Actor, Person, Under } from './who.js';
import './history.css';

const hours = { day: 24, week: 7 * 24, month: 30 * 24 } as const;
const isPeriod = (word: string | null): word is keyof typeof hours => word !== null && word in hours;

/** Since when; it moves on by the hour, so that an answer is asked once. */
const useSince = (period: string | null): string | undefined => {
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  return useMemo(
    () => (isPeriod(period) ? new Date(hour - hours[period] * 3_600_000).toISOString() : undefined),
    [hour, period],
  );
};

/** Who did what, when, for which unit and under which mandate. */
export const HistoryPage = () => {
  const { t } = useWords();
  const [search] = useSearchParams();
  const nameOf = useNames();
  const unitId = search.get('unit') ?? undefined;
  const type = search.get('act') ?? undefined;
  const from = useSince(search.get('period'));
  const history = useList('/v1/alliances/{allianceId}/history', { unitId, type, from, limit: 25 });
  return (
    <Page title={t('history.title')} lead={t('history.lead')}>
      <Filters />
      <Card>
        <Answered of={history} empty={<Empty title={t('history.none')} />}>
          {(items) => (
            <>
              <ul className="lines">
                {items.map((row) => (
                  <Line key={row.position} of={row} name={nameOf(row.subjectId)} />
                ))}
              </ul>
              {history.more && (
                <Button onPress={history.more} isDisabled={history.isFetchingMore}>
                  {t('common.showMore')}
                </Button>
              )}
            </>
          )}
        </Answered>
      </Card>
    </Page>
  );
};

/** One act: what was done to what; by whom, for which unit and under what; when. */
const Line = ({ of, name }: { of: Schemas['HistoryRow']; name: string | undefined }) => {
  const { t, event, value, when } = useWords();
  const { type, category, subjectId, personId, at } = of;
  return (
    <li>
      <span>
        <strong>{event(type)}</strong>{' '}
        <MaybeLink href={pageOfThing(category, subjectId)}>{name ?? value(category)}</MaybeLink>
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
          <span className="unseen">: {name ?? value(category)}</span>
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
      <Filter
        name="period"
        label={t('history.period')}
        all={t('history.anyTime')}
        options={[
          { id: 'day', label: t('history.day') },
          { id: 'week', label: t('history.week') },
          { id: 'month', label: t('history.month') },
        ]}
      />
      <div className="picks">
        {units.size > 0 && (
          <Pick name="unit" label={t('history.unit')} any={t('history.anyUnit')} options={unitOptions.sort(byLabel)} />
        )}
        <Pick name="act" label={t('history.act')} any={t('history.anyAct')} options={actOptions.sort(byLabel)} />
      </div>
    </div>
  );
};

const Pick = (props: { name: string; label: string; any: string; options: readonly Option[] }) => {
  const { name, label, any, options } = props;
  const [search, setSearch] = useSearchParams();
  const choose = (id: string | undefined) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (id && id !== 'any') next.set(name, id);
      else next.delete(name);
      return next;
    });
  return (
    <PickField
      label={label}
      value={search.get(name) ?? 'any'}
      onChange={choose}
      options={[{ id: 'any', label: any }, ...options]}
    />
  );
};
