import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useGet, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Answered } from '../../ui/answered.js';
import { Button } from '../../ui/button.js';
import { UnitName, ThingName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { saveFile } from '../../ui/save-file.js';
import { Empty, State } from '../../ui/state.js';
import { DataTable } from '../../ui/table.js';
import { beginningOf, endOf } from './days.js';
import { AuditParts } from './parts.js';
import { SampleForm, sampleNames, size_default, size_max } from './sample-form.js';
import './audit.css';

type Sample = Schemas['Sample'];
type Row = Schemas['HistoryRow'];
const step = 25;

/** Acts drawn by chance, so that anybody can draw the same ones again. */
export const SamplesPage = () => {
  const { t } = useWords();
  const [search] = useSearchParams();
  const drawn = sampleNames.map((name) => search.get(name) ?? '').join('\n');
  return (
    <Page title={t('audit.samples')} lead={t('audit.samplesLead')}>
      <AuditParts />
      <SampleForm key={`form ${drawn}`} />
      {search.get('seed') ? (
        <Drawn key={drawn} />
      ) : (
        <State icon="audit" title={t('audit.beforeDrawing')}>
          <p>{t('audit.beforeDrawingHelp')}</p>
        </State>
      )}
    </Page>
  );
};

const useSample = () => {
  const { timeZone } = useWords();
  const [search, setSearch] = useSearchParams();
  const said = (name: string) => search.get(name) ?? undefined;
  const whole = (name: string, max: number) => {
    const value = said(name);
    return value && /^\d{1,15}$/.test(value) ? Math.max(1, Math.min(max, Number(value))) : undefined;
  };
  const upTo = whole('upTo', Number.MAX_SAFE_INTEGER);
  const sample = useGet('/v1/alliances/{allianceId}/samples', {
    ...{ seed: said('seed') ?? '', size: whole('size', size_max) ?? size_default, upTo },
    ...{ type: said('act'), unitId: said('unit') },
    ...{ from: beginningOf(said('from'), timeZone), until: endOf(said('until'), timeZone) },
  });
  const end = sample.data?.upTo;
  // It stays the same sample whatever happens now: its end goes into the address, from where it is shown to others.
  useEffect(() => {
    if (upTo === undefined && end)
      setSearch((before) => new URLSearchParams([...before, ['upTo', String(end)]]), { replace: true });
  }, [upTo, end, setSearch]);
  return sample;
};

const Drawn = () => {
  const { t, number } = useWords();
  const sample = useSample();
  return (
    <Answered of={sample}>
      {(it) =>
        it.items.length === 0 ? (
          <Empty title={t('audit.noSample')} />
        ) : (
          <>
            <div className="row apart">
              <p aria-live="polite">
                {t('audit.drawn', { n: it.items.length, population: it.population, upTo: number(it.upTo) })}
              </p>
              <Button onPress={() => saveFile(`sample-${it.upTo}.json`, it)}>{t('audit.download')}</Button>
            </div>
            <Rows of={it.items} />
            <Again of={it} />
          </>
        )
      }
    </Answered>
  );
};

const Rows = ({ of }: { of: readonly Row[] }) => {
  const { t, event, when, value, number } = useWords();
  const [shown, setShown] = useState(step);
  return (
    <Card flush>
      <DataTable
        label={t('audit.samples')}
        items={of.slice(0, shown)}
        keyOf={({ eventId }) => eventId}
        hrefOf={({ position }) => `/history/${position}`}
        columns={[
          { name: t('audit.what'), show: ({ type }: Row) => event(type) },
          { name: t('audit.thing'), show: ({ category, subjectId }) => <ThingName type={category} id={subjectId} /> },
          {
            name: t('audit.unit'),
            show: ({ unitId, actorKind }) => (unitId ? <UnitName id={unitId} /> : value(actorKind)),
          },
          { name: t('audit.when'), isNumber: true, show: ({ at }) => <time dateTime={at}>{when(at)}</time> },
          { name: t('audit.position'), isNumber: true, show: ({ position }) => number(position) },
        ]}
        more={of.length > shown ? () => setShown(shown + step) : undefined}
      />
    </Card>
  );
};

/** In a shell nothing in single quotes means anything, but the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const Again = ({ of: { seed, items } }: { of: Sample }) => {
  const { t } = useWords();
  const [search] = useSearchParams();
  return (
    <Card title={t('audit.again')}>
      <div className="stack close">
        <p>{t('audit.againHelp')}</p>
        <pre
          className="command"
          tabIndex={0}
        >{`printf '%s' ${quoted(`${seed} ${items[0]?.position}`)} | sha256sum`}</pre>
        <p className="small soft">
          <a href={`${location.pathname}?${search}`}>{`${location.origin}${location.pathname}?${search}`}</a>
        </p>
      </div>
    </Card>
  );
};
