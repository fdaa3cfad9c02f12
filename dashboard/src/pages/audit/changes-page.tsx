import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { usePages, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { positionBy } from '../../past/position-by.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { Badge } from '../../ui/badge.js';
import { useInAddress } from '../../ui/filter.js';
import { LazyDayField } from '../../ui/lazy-fields.js';
import { ThingName } from '../../ui/links.js';
import { More } from '../../ui/more.js';
import { Card, Page } from '../../ui/page.js';
import { Empty, Skeleton, State } from '../../ui/state.js';
import { DataTable } from '../../ui/table.js';
import { dayIn, endOf } from './days.js';
import { FigureChanges } from './figure-changes.js';
import { AuditParts } from './parts.js';

type Difference = Schemas['Difference'];

/** What changed between two days: which figures are others, and to which things something happened. */
export const ChangesPage = () => {
  const { t } = useWords();
  const [[from, setFrom], [to, setTo]] = [useInAddress('from'), useInAddress('to')];
  return (
    <Page title={t('audit.changes')} lead={t('audit.changesLead')}>
      <AuditParts />
      <div className="picks no-print">
        <LazyDayField
          label={t('audit.changesFrom')}
          help={t('audit.changesFromHelp')}
          value={dayIn(from)}
          onChange={setFrom}
        />
        <LazyDayField label={t('audit.changesTo')} help={t('audit.changesToHelp')} value={dayIn(to)} onChange={setTo} />
      </div>
      <Changes key={`${from} ${to}`} from={from} to={to} />
    </Page>
  );
};

const isPosition = (said: string): boolean => /^[1-9]\d{0,14}$/.test(said);

/** A day is over with the last act of it; a place in the log is one already. */
const usePosition = (said: string | undefined) => {
  const { timeZone } = useWords();
  const { allianceId } = useSession();
  const end = endOf(said, timeZone);
  const isToCome = end !== undefined && Date.parse(end) > Date.now();
  const isDay = end !== undefined && !isToCome;
  const { data, isLoading } = useQuery({
    queryKey: ['position', allianceId, end],
    enabled: isDay,
    queryFn: async ({ signal }) => (await positionBy(allianceId, end ?? '', signal)) ?? 0,
  });
  return { isLoading, position: said && isPosition(said) ? Number(said) : isDay ? data : undefined };
};

type Between = Readonly<{ from: string | undefined; to: string | undefined }>;

const Changes = ({ from, to }: Between) => {
  const { t } = useWords();
  const [since, until] = [usePosition(from), usePosition(to)];
  if (since.isLoading || until.isLoading) return <Skeleton />;
  if (until.position !== undefined && (until.position === 0 || (since.position ?? 0) > until.position))
    return <State icon="audit" title={t('audit.noTime')} />;
  return <Told since={since.position || undefined} asOf={until.position} />;
};

const Told = ({ since, asOf }: { since: number | undefined; asOf: number | undefined }) => {
  const { t, number } = useWords();
  const { allianceId } = useSession();
  const asked = { limit: '25', ...(since && { since: String(since) }), ...(asOf && { asOf: String(asOf) }) };
  const difference = usePages<Difference>(`/v1/alliances/${allianceId}/difference?${new URLSearchParams(asked)}`);
  return (
    <Answered of={difference}>
      {(pages) => {
        const [first] = pages;
        const things = pages.flatMap((page) => page.things);
        if (!first) return null;
        if (things.length === 0) return <Empty title={t('audit.nothingChanged')} />;
        return (
          <>
            <p className="soft">{t('audit.between', { from: number(first.from), to: number(first.to) })}</p>
            <div className="two-columns">
              <Things of={things} more={<More of={difference} />} />
              <FigureChanges of={first.figures} />
            </div>
          </>
        );
      }}
    </Answered>
  );
};

type Thing = Schemas['ThingChange'];

/** To which something happened, in the order in which it began. */
const Things = ({ of, more }: { of: readonly Thing[]; more: ReactNode }) => {
  const { t, value, event, number } = useWords();
  return (
    <Card title={t('audit.things')}>
      <DataTable
        label={t('audit.things')}
        items={of}
        keyOf={({ category, subjectId }) => `${category} ${subjectId}`}
        columns={[
          {
            name: t('audit.thing'),
            show: ({ category, subjectId, isNew }: Thing) => (
              <>
                <ThingName type={category} id={subjectId} /> {isNew && <Badge tone="info">{t('audit.isNew')}</Badge>}
                <small className="under">{value(category)}</small>
              </>
            ),
          },
          {
            name: t('audit.last'),
            show: ({ last, lastType }) => <Link href={`/history/${last}`}>{event(lastType)}</Link>,
          },
          {
            name: t('audit.acts'),
            isNumber: true,
            show: ({ acts, subjectId }) => <Link href={`/history?subjectId=${subjectId}`}>{number(acts)}</Link>,
          },
        ]}
      />
      {more}
    </Card>
  );
};
