import { useState } from 'react';
import { useLocation } from 'wouter';
import { useFieldName } from '../../act/field-name.js';
import { useWords } from '../../i18n/language.js';
import { signOut } from '../../session/session.js';
import { SettingsButton } from '../../shell/openers.js';
import { Status } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { WordsField } from '../../ui/words-field.js';
import { Card, Page } from '../../ui/page.js';
import { Skeleton, State } from '../../ui/state.js';
import { DataTable } from '../../ui/table.js';
import { useHealth, type Health } from './health.js';
import './health.css';

/** For who runs it: whether it serves, who reads the log and how far behind, and what was set aside. */
export const HealthPage = () => {
  const { t } = useWords();
  const health = useHealth();
  return (
    <div className="operator">
      <header className="row apart">
        <a className="brand" href="/operator">
          <img src="/icon.svg" alt="" width="28" height="28" />
          {t('common.product')}
        </a>
        <div className="row">
          <SettingsButton />
          <Button onPress={signOut}>{t('common.signOut')}</Button>
        </div>
      </header>
      <main>
        <Page title={t('health.title')}>
          {health.isError ? (
            <State icon="alert" title={t('health.unreachable')} />
          ) : health.data ? (
            <Shown health={health.data} checked={health.dataUpdatedAt} />
          ) : (
            <Skeleton lines={8} />
          )}
          {!health.isPending && <OpenAlliance />}
        </Page>
      </main>
    </div>
  );
};

const says = {
  ok: ['good', 'health.ok'],
  degraded: ['soon', 'health.degraded'],
  faulty: ['late', 'health.faulty'],
  unavailable: ['late', 'health.unavailable'],
} as const;

const Shown = ({ health, checked }: { health: Health; checked: number }) => {
  const { t, time, number } = useWords();
  const { status, database, log, head, lacks, parts } = health;
  const [tone, word] = says[status];
  return (
    <>
      <div className="notice row apart" data-tone={tone} role="status">
        <strong>{t(word)}</strong>
        <span className="small">{t('health.checked', { when: time(new Date(checked).toISOString()) })}</span>
      </div>
      {lacks.length > 0 && (
        <ul className="notice" data-tone="soon">
          {lacks.map(({ reader, events }) => (
            <li key={reader}>{t('health.lacks', { reader, n: events })}</li>
          ))}
        </ul>
      )}
      <div className="cards">
        <Card title={t('health.parts')}>
          <dl className="pairs">
            <dt>{t('health.database')}</dt>
            <dd>
              <Status of={database} />
            </dd>
            <dt>{t('health.log')}</dt>
            <dd>
              <Status of={log} />
            </dd>
            <dt>{t('health.head')}</dt>
            <dd className="figures">{head === null ? '–' : number(head)}</dd>
            {parts.map((part) => (
              <PartLine key={part.name} part={part} />
            ))}
          </dl>
        </Card>
      </div>
      <Readers health={health} />
      <SetAside health={health} />
    </>
  );
};

const PartLine = ({ part: { name, status, ...figures } }: { part: Health['parts'][number] }) => {
  const { t, value, number } = useWords();
  const fieldName = useFieldName();
  const said = (figure: unknown): string => {
    if (typeof figure === 'boolean') return t(figure ? 'common.yes' : 'common.no');
    return typeof figure === 'number' ? number(figure) : value(String(figure));
  };
  return (
    <>
      <dt>{value(name)}</dt>
      <dd>
        <Status of={status} />{' '}
        <span className="small soft figures">
          {Object.entries(figures)
            .map(([what, figure]) => `${fieldName(what)} ${said(figure)}`)
            .join(' · ')}
        </span>
      </dd>
    </>
  );
};

const Readers = ({ health: { readers } }: { health: Health }) => {
  const { t, number } = useWords();
  return (
    <Card title={t('health.readers')}>
      <DataTable
        label={t('health.readers')}
        items={readers}
        keyOf={({ name }) => name}
        columns={[
          { name: t('health.reader'), show: ({ name }) => name },
          { name: t('health.status'), show: ({ status }) => <Status of={status} /> },
          {
            name: t('health.behind'),
            isNumber: true,
            show: ({ behind }) => (behind === undefined ? '–' : number(behind)),
          },
          { name: t('health.faults'), isNumber: true, show: ({ faults }) => number(faults) },
        ]}
      />
    </Card>
  );
};

const SetAside = ({ health: { faults } }: { health: Health }) => {
  const { t, when, event, number } = useWords();
  if (faults.length === 0) return null;
  return (
    <Card title={t('health.setAside')}>
      <DataTable
        label={t('health.setAside')}
        items={faults}
        keyOf={({ reader, eventId }) => `${reader} ${eventId}`}
        columns={[
          { name: t('health.reader'), show: ({ reader }) => reader },
          { name: t('health.event'), show: ({ type }) => event(type) },
          { name: t('health.position'), isNumber: true, show: ({ position }) => number(position) },
          { name: t('health.since'), show: ({ since }) => when(since) },
          { name: t('health.faults'), isNumber: true, show: ({ times }) => number(times) },
        ]}
      />
    </Card>
  );
};

/** An operator acts for no unit, and may read every alliance. */
const OpenAlliance = () => {
  const { t } = useWords();
  const [id, setId] = useState<string>();
  const [, navigate] = useLocation();
  return (
    <form
      className="row open-alliance"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        if (id) navigate(`/a/${id.trim()}/`);
      }}
    >
      <WordsField label={t('health.openAlliance')} value={id} onChange={setId} maxLength={36} />
      <Button type="submit" isDisabled={!id}>
        {t('health.open')}
      </Button>
    </form>
  );
};
