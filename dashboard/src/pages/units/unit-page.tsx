import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { Act, Acts, OpenAct } from '../../act/acts.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { Status } from '../../ui/badge.js';
import { LinkButton } from '../../ui/button.js';
import { Empty } from '../../ui/state.js';
import type { FieldProps } from '../../ui/words-field.js';
import { LinesCard } from '../../ui/lines-card.js';
import { PersonName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Keys } from './keys.js';
import { PutToCommittee } from '../committee/put-to-committee.js';

/** One unit: what it is, who acts for it, and what may be done with it. */
export const UnitPage = () => {
  const { t, text } = useWords();
  const { unitId = '' } = useParams();
  const unit = useGet('/v1/alliances/{allianceId}/units/{unitId}', { unitId });
  return (
    <Page
      title={text(unit.data?.name) || t('units.unit')}
      back={{ href: '/units', title: t('units.title') }}
      actions={
        unit.data && (
          <>
            <LinkButton href={`/history/stories/${unitId}`}>{t('history.story')}</LinkButton>
            <LinkButton href={`/units/${unitId}/statement`}>{t('ours.statement')}</LinkButton>
            {unit.data.status === 'applied' && (
              <PutToCommittee
                about={{ kind: 'admission', unitId }}
                called={unit.data.name}
                isFirst={!unit.data.acts.some(({ act }) => act === 'AdmitUnit')}
              />
            )}
            <NewRepresentative unit={unit.data} />
            <Acts
              of={unit.data}
              without={['IssueKey']}
              first={['AdmitUnit', 'GiveMandate', 'StateCoverage']}
              given={{ areaIds: unit.data.covers, from: thisMinute() }}
            />
          </>
        )
      }
    >
      <Answered of={unit}>
        {(it) => (
          <div className="two-columns">
            <div className="stack">
              <About unit={it} />
              {it.covers.length > 0 && <Covered unitId={it.unitId} />}
            </div>
            <div className="stack">
              <Mandates unit={it} />
              <Keys of={it} />
            </div>
          </div>
        )}
      </Answered>
    </Page>
  );
};

const About = ({ unit }: { unit: Schemas['UnitView'] }) => {
  const { t, value, dayOf } = useWords();
  return (
    <Card title={t('units.about')}>
      <dl className="pairs">
        <dt>{t('units.kind')}</dt>
        <dd>{value(unit.kind)}</dd>
        <dt>{t('units.status')}</dt>
        <dd>
          <Status of={unit.status} /> <span className="soft small">{dayOf(unit.since)}</span>
        </dd>
        {unit.registeredCode && (
          <>
            <dt>{t('units.code')}</dt>
            <dd className="figures">{unit.registeredCode}</dd>
          </>
        )}
      </dl>
    </Card>
  );
};

const Mandates = ({ unit }: { unit: Schemas['UnitView'] }) => {
  const { t, value, dayOf } = useWords();
  const { mandates, acts } = unit;
  return (
    <Card title={t('units.mandates')}>
      {mandates.length === 0 && <Empty title={t('units.noMandates')} />}
      <ul className="lines">
        {mandates.map((each) => (
          <li key={each.mandateId}>
            <span>
              <PersonName id={each.personId} />
              <small>
                {value(each.kind)} · {t('units.from', { day: dayOf(each.from) })} ·{' '}
                {each.until ? t('units.until', { day: dayOf(each.until) }) : t('units.openEnded')}
              </small>
            </span>
            {acts.length > 0 && <MandateActs of={each} />}
          </li>
        ))}
      </ul>
    </Card>
  );
};

type Mandate = Schemas['MandateRow'];

/** What may be done with a mandate, and with what is known of its person. */
const MandateActs = ({ of: { unitId, mandateId, personId } }: { of: Mandate }) => {
  const mandate = useGet('/v1/alliances/{allianceId}/units/{unitId}/mandates/{mandateId}', { unitId, mandateId });
  const person = useGet('/v1/alliances/{allianceId}/people/{personId}', { personId });
  return (
    <span className="row">
      {mandate.data && <Acts of={mandate.data} shown={1} />}
      {person.data && <Acts of={person.data} only={['ChangePerson']} given={contactsOf(person.data)} shown={1} />}
    </span>
  );
};

const contactsOf = ({ name, phone, email }: Schemas['PersonView']) => ({ name, phone, email });

/** Somebody new: registered first, then given a mandate of this unit. */
const NewRepresentative = ({ unit }: { unit: Schemas['UnitView'] }) => {
  const { alliance } = useSession();
  const [personId, setPersonId] = useState<string>();
  const [register, give] = [
    alliance.acts.find(({ act }) => act === 'RegisterPerson'),
    unit.acts.find(({ act }) => act === 'GiveMandate'),
  ];
  if (!register || !give) return null;
  return (
    <>
      <Act {...register} onDone={({ id }) => setPersonId(id)} />
      {personId && (
        <OpenAct
          {...give}
          thing={unit}
          given={{ personId, from: thisMinute() }}
          own={{ personId: Registered }}
          onClose={() => setPersonId(undefined)}
        />
      )}
    </>
  );
};

/** A mandate begins now, unless another time is said. */
const thisMinute = (): string => new Date(Math.floor(Date.now() / minute_ms) * minute_ms).toISOString();
const minute_ms = 60_000;

/** Who was registered just now is not chosen again. */
const Registered = ({ label, value }: FieldProps<unknown>) => (
  <p>
    <span className="soft">{label}:</span> <PersonName id={String(value)} />
  </p>
);

const Covered = ({ unitId }: { unitId: string }) => {
  const { t, text, value } = useWords();
  const areas = useList('/v1/alliances/{allianceId}/areas', { coveredBy: unitId, limit: 20 });
  return (
    <LinesCard
      title={t('units.covers')}
      of={areas}
      none={t('units.noAreas')}
      line={({ areaId, name, level }) => (
        <li key={areaId}>
          <Link href={`/units/coverage?within=${areaId}`}>{text(name)}</Link>
          <small>{value(level)}</small>
        </li>
      )}
    />
  );
};
