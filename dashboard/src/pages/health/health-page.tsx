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
import { Lacking, StandingStill } from './stands.js';
import { CatchingUp, furthestBehind, RebuildCard, rebuildIn } from './under-way.js';
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
            <Unreachable last_ms={health.dataUpdatedAt} />
          ) : health.data ? (
            <Shown health={health.data} checked_ms={health.dataUpdatedAt} />
          ) : (
            <Skeleton lines={8} />
          )}
          {!health.isPending && <OpenAlliance />}
        </Page>
      </main>
    </div>
  );
};

/** @param last_ms when it answered last; 0 where it never did */
const Unreachable = ({ last_ms }: { last_ms: number }) => {
  const { t, time } = useWords();
  const when = time(new Date(last_ms).toISOString());
  return (
    <div role="alert">
      <State icon="alert" title={t('health.unreachable')}>
        <p>{last_ms > 0 ? t('health.askedAgain', { when }) : t('health.askedSince')}</p>
      </State>
    </div>
  );
};

/** What is said of it all: the gravest first. */
const saidOf = ({ status, faults, lacks }: Health, isCatchingUp: boolean) => {
  if (status === 'unavailable') return ['late', 'health.unavailable'] as const;
  if (status === 'faulty') return ['late', 'health.faulty'] as const;
  if (faults.length > 0) return ['late', 'health.stands'] as const;
  if (lacks.length > 0) return ['soon', 'health.lacking'] as const;
  return isCatchingUp ? (['soon', 'health.catchingUp'] as const) : (['good', 'health.ok'] as const);
};

const Shown = ({ health, checked_ms }: { health: Health; checked_ms: number }) => {
  const { t, time } = useWords();
  const { faults, lacks, parts, readers } = health;
  const behind = furthestBehind(health);
  const rebuild = rebuildIn(parts);
  const [tone, word] = saidOf(health, behind !== undefined);
  return (
    <>
      <div className="notice row apart" data-tone={tone} role="status">
        <strong>{t(word)}</strong>
        <span className="small">{t('health.checked', { when: time(new Date(checked_ms).toISOString()) })}</span>
      </div>
      {behind && <CatchingUp of={behind} at_ms={checked_ms} />}
      {faults.length > 0 && <StandingStill of={faults} />}
      {lacks.length > 0 && <Lacking of={lacks} />}
      {rebuild && <RebuildCard of={rebuild} at_ms={checked_ms} />}
      <Parts of={health} />
      {readers.length > 0 && <Readers of={readers} />}
    </>
  );
};

const Parts = ({ of: { database, log, head, parts } }: { of: Health }) => {
  const { t, number } = useWords();
  return (
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
        {head !== null && (
          <>
            <dt>{t('health.head')}</dt>
            <dd className="figures">{number(head)}</dd>
          </>
        )}
        {parts.map((part) => part.name !== 'rebuild' && <PartLine key={part.name} part={part} />)}
      </dl>
    </Card>
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

const Readers = ({ of }: { of: Health['readers'] }) => {
  const { t, number } = useWords();
  return (
    <Card title={t('health.readers')}>
      <DataTable
        label={t('health.readers')}
        items={of}
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
