import { Link, useParams } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useGet, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Answered } from '../../ui/answered.js';
import { Status } from '../../ui/badge.js';
import { EvidenceOf } from '../../ui/evidence.js';
import { UnitName, useName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Pairs } from '../../ui/pairs.js';
import { PositionsField } from './positions-field.js';

type Finding = Schemas['FindingView'];
const events_shown = 20;

/** One finding: the acts that it is about, what was found, what the unit answered, and what may be done with it. */
export const FindingPage = () => {
  const { t, text } = useWords();
  const { findingId = '' } = useParams();
  const finding = useGet('/v1/alliances/{allianceId}/findings/{findingId}', { findingId });
  const it = finding.data;
  return (
    <Page
      title={text(it?.title) || t('findings.one')}
      lead={it && <Status of={it.status} />}
      back={{ href: '/audit/findings', title: t('findings.title') }}
      actions={it && <ActsOf of={it} />}
    >
      <Answered of={finding}>
        {(found) => (
          <div className="cards">
            <About of={found} />
            <Found of={found} />
            <SaidSince of={found} />
          </div>
        )}
      </Answered>
    </Page>
  );
};

/** To put it right one begins with what it says. */
const ActsOf = ({ of }: { of: Finding }) => {
  const { title, words, severity, events } = of;
  const given = {
    title,
    ...(words !== null && { words }),
    severity,
    positions: events.map(({ position }) => position),
  };
  const hints = { own: { positions: PositionsField } };
  return (
    <Acts
      of={of}
      first={['AnswerFinding', 'CloseFinding']}
      hintsOf={(act) => (act === 'ReviseFinding' ? { ...hints, given } : hints)}
    />
  );
};

const About = ({ of }: { of: Finding }) => {
  const { t, day, when, value } = useWords();
  return (
    <Card title={t('units.about')}>
      <Pairs
        of={[
          [t('findings.answers'), <UnitName key="unit" id={of.unitId} />],
          [t('findings.severity'), value(of.severity)],
          [t('findings.due'), day(of.due)],
          [t('findings.askedAgain'), of.askedAgain > 0 && t('findings.times', { n: of.askedAgain })],
          [t('findings.raisedAt'), when(of.raisedAt)],
        ]}
      />
    </Card>
  );
};

const Found = ({ of: { words, events } }: { of: Finding }) => {
  const { t } = useWords();
  return (
    <Card title={t('findings.found')}>
      <div className="stack">
        {words === null ? (
          <p className="soft">{t('findings.notForYou')}</p>
        ) : (
          <div>
            <blockquote>{words}</blockquote>
          </div>
        )}
        <div>
          <h3>{t('findings.events')}</h3>
          <ul className="lines">
            {events.slice(0, events_shown).map(({ position }) => (
              <ActLine key={position} position={position} />
            ))}
          </ul>
        </div>
      </div>
    </Card>
  );
};

/** An act that a finding is about, by its place in the log. */
const ActLine = ({ position }: { position: number }) => {
  const { event, when, number, value } = useWords();
  const { data } = useGet('/v1/alliances/{allianceId}/history/{position}', { position });
  const name = useName(data?.category ?? '', data?.subjectId);
  return (
    <li>
      <span>
        <Link href={`/history/${position}`}>{data ? event(data.type) : number(position)}</Link>
        {data && <small>{name ?? value(data.category)}</small>}
      </span>
      {data && <small>{when(data.at)}</small>}
    </li>
  );
};

const SaidSince = ({ of: { said, words } }: { of: Finding }) => {
  const { t, when, day, value } = useWords();
  return (
    <Card title={t('findings.said')}>
      {said.length === 0 && <p className="soft">{t('findings.nothingSaid')}</p>}
      <ol className="timeline">
        {said.map((each) => (
          <li key={each.position}>
            <b>{value(each.kind)}</b>
            {words !== null && each.words && <p>{each.words}</p>}
            {each.evidence && <EvidenceOf evidence={each.evidence} />}
            <small>
              {each.kind === 'answered' ? <UnitName id={each.unitId} plain /> : t('findings.byAuditor')} ·{' '}
              <time dateTime={each.at}>{when(each.at)}</time>
              {each.due && ` · ${t('findings.until', { day: day(each.due) })}`}
            </small>
          </li>
        ))}
      </ol>
    </Card>
  );
};
