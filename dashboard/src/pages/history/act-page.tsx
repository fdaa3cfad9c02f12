import { Link, useParams } from 'wouter';
import { useActName } from '../../act/act-name.js';
import { Acts } from '../../act/acts.js';
import { useFieldName } from '../../act/field-name.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { ActProof } from '../../proof/act-proof.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { LinkButton } from '../../ui/button.js';
import { LinesCard } from '../../ui/lines-card.js';
import { ThingName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Pairs } from '../../ui/pairs.js';
import { Said } from '../../ui/said.js';
import { PositionsField } from '../findings/positions-field.js';
import { Actor, Person, Under } from './who.js';
import './history.css';

type Act = Schemas['HistoryRow'];

/** One act: who did it under what, what it says, and what else the same request led to. */
export const ActPage = () => {
  const { t, event } = useWords();
  const { position = '' } = useParams();
  const act = useGet('/v1/alliances/{allianceId}/history/{position}', { position: Number(position) });
  const it = act.data;
  return (
    <Page
      title={it ? event(it.type) : t('history.oneAct')}
      lead={it && <ThingName type={it.category} id={it.subjectId} />}
      back={{ href: '/history', title: t('history.title') }}
      actions={
        it && (
          <>
            <LinkButton href={`/?asOf=${it.position}`}>{t('past.thenAfter')}</LinkButton>
            <Raise about={it} />
            <LinkButton href={`/history/stories/${it.subjectId}`}>{t('history.story')}</LinkButton>
          </>
        )
      }
    >
      <Answered of={act}>
        {(found) => (
          <div className="two-columns">
            <div className="stack">
              <About of={found} />
              <Says of={found} />
              <Together of={found} />
              <Found about={found} />
            </div>
            <ActProof of={found} />
          </div>
        )}
      </Answered>
    </Page>
  );
};

/** An auditor raises a finding about this act, for the unit that acted to answer unless another one is chosen. */
const Raise = ({ about: { position, unitId } }: { about: Act }) => {
  const { alliance } = useSession();
  const given = { positions: [position], ...(unitId && { unitId }) };
  return <Acts of={alliance} only={['RaiseFinding']} given={given} own={{ positions: PositionsField }} />;
};

const Found = ({ about: { eventId } }: { about: Act }) => {
  const { t, when } = useWords();
  const raised = { about: eventId, type: 'FindingRaised', limit: together_items };
  const acts = useList('/v1/alliances/{allianceId}/history', raised);
  return (
    <LinesCard
      title={t('findings.about')}
      of={acts}
      line={({ subjectId, at }) => (
        <li key={subjectId}>
          <ThingName type="finding" id={subjectId} />
          <small>{when(at)}</small>
        </li>
      )}
    />
  );
};

const About = ({ of }: { of: Act }) => {
  const { t, when, number } = useWords();
  const name = useActName()(of.command);
  return (
    <Card title={t('units.about')}>
      <Pairs
        of={[
          [t('history.who'), <Actor key="who" of={of} />],
          [t('history.person'), of.personId && <Person key="person" of={of} />],
          [t('history.under'), of.personId && <Under key="under" of={of} />],
          [t('history.command'), name !== of.command && name],
          [t('history.at'), when(of.at)],
          [t('history.recordedAt'), when(of.recordedAt)],
          [t('history.position'), number(of.position)],
        ]}
      />
    </Card>
  );
};

/** What the event says, field by field; what is sealed is not part of it. */
const Says = ({ of }: { of: Act }) => {
  const { t } = useWords();
  const fieldName = useFieldName();
  const data = Object.entries(of.data as Readonly<Record<string, unknown>>);
  const beside = Object.fromEntries(data);
  return (
    <Card title={t('history.says')}>
      {data.length === 0 && <p className="soft">{t('history.saysNothing')}</p>}
      <Pairs
        of={data.map(([name, value]) => [fieldName(name), <Said key={name} {...{ value, beside }} field={name} />])}
      />
    </Card>
  );
};

const Together = ({ of: { correlationId, position } }: { of: Act }) => {
  const { t, event, when } = useWords();
  const acts = useList('/v1/alliances/{allianceId}/history', { correlationId, limit: together_items });
  return (
    <LinesCard
      title={t('history.together')}
      of={acts}
      line={(each) => (
        <li key={each.position} {...(each.position === position && { 'aria-current': 'true' as const })}>
          <span>
            {each.position === position ? (
              event(each.type)
            ) : (
              <Link href={`/history/${each.position}`}>{event(each.type)}</Link>
            )}
            <small>
              <ThingName type={each.category} id={each.subjectId} />
            </small>
          </span>
          <small>{when(each.at)}</small>
        </li>
      )}
    />
  );
};
const together_items = 10;
