import type { ReactNode } from 'react';
import { Link, useParams } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useGet, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { Status } from '../../ui/badge.js';
import { PrintButton } from '../../ui/button.js';
import { MaybeLink, pageOfThing, PersonName, UnitName } from '../../ui/links.js';
import { Page } from '../../ui/page.js';
import { DataTable } from '../../ui/table.js';
import { TallyBar } from './tally.js';
import './committee.css';

type MinutesView = Schemas['MinutesView'];

/** The minutes of a meeting as one reads and prints them. */
export const MinutesPage = () => {
  const { t, span } = useWords();
  const { meetingId = '' } = useParams();
  const minutes = useGet('/v1/alliances/{allianceId}/meetings/{meetingId}/minutes', { meetingId });
  const { data } = minutes;
  const actions = (
    <>
      <PrintButton />
      {data && <Acts of={data} first="ApproveMinutes" />}
    </>
  );
  return (
    <Page
      title={t('committee.minutes')}
      back={{
        href: `/committee/meetings/${meetingId}`,
        title: data ? span(data.from, data.to) : t('committee.meeting'),
      }}
      actions={actions}
    >
      <Answered of={minutes}>{(it) => <Document of={it} />}</Answered>
    </Page>
  );
};

const Document = ({ of }: { of: MinutesView }) => {
  const { t, text, span, when } = useWords();
  const { alliance } = useSession();
  const { from, to, place, approvedAt, draftedAt } = of;
  return (
    <div className="card document">
      <p className="document-of no-print">{text(alliance.name)}</p>
      <dl className="pairs">
        <dt>{t('committee.time')}</dt>
        <dd>{span(from, to)}</dd>
        <dt>{t('committee.place')}</dt>
        <dd>{text(place)}</dd>
        <dt>{t('committee.status')}</dt>
        <dd>
          {approvedAt
            ? t('committee.approvedAt', { when: when(approvedAt) })
            : draftedAt
              ? `${t('committee.draft')} · ${t('committee.draftedAt', { when: when(draftedAt) })}`
              : t('committee.draft')}
        </dd>
      </dl>
      <Attendance of={of} />
      <Part title={t('committee.agenda')} isEmpty={of.agenda.length === 0}>
        <AgendaSaid of={of} />
      </Part>
      <Votes of={of} />
      <ActionsGiven of={of} />
      {of.corrections.length > 0 && (
        <Part title={t('committee.corrections')}>
          {of.corrections.map(({ at, words }) => (
            <div key={at}>
              <blockquote>{words}</blockquote>
              <small className="soft">{when(at)}</small>
            </div>
          ))}
        </Part>
      )}
    </div>
  );
};

const Part = ({ title, isEmpty = false, children }: { title: string; isEmpty?: boolean; children: ReactNode }) => {
  const { t } = useWords();
  return (
    <section>
      <h2>{title}</h2>
      {isEmpty ? <p className="soft">{t('committee.nothing')}</p> : children}
    </section>
  );
};

const Attendance = ({ of: { sittings } }: { of: MinutesView }) => {
  const { t, percent, time } = useWords();
  return (
    <Part title={t('committee.attendance')} isEmpty={sittings.length === 0}>
      {sittings.map(({ sitting, present, entitled, quorumPercent }) => (
        <div key={sitting} className="stack close">
          {sittings.length > 1 && <h3>{t('committee.sitting', { n: sitting })}</h3>}
          <p className="small soft figures">
            {t('committee.presentOf', {
              present: present.length,
              entitled,
              percent: percent(quorumPercent / 100),
            })}
          </p>
          <DataTable
            label={t('committee.sitting', { n: sitting })}
            items={present}
            keyOf={({ unitId }) => unitId}
            columns={[
              { name: t('committee.unit'), show: ({ unitId }) => <UnitName id={unitId} /> },
              { name: t('committee.represented'), show: ({ personId }) => <PersonName id={personId} /> },
              { name: t('committee.arrived'), show: ({ at }) => time(at) },
            ]}
          />
        </div>
      ))}
    </Part>
  );
};

const AgendaSaid = ({ of: { agenda } }: { of: MinutesView }) => {
  const { text, value } = useWords();
  return (
    <ol className="agenda">
      {agenda.map(({ kind, id, title }, n) => (
        <li key={`${kind} ${n}`}>
          {kind !== 'other' && id ? (
            <MaybeLink href={pageOfThing(kind === 'review' ? 'motion' : kind, id)}>
              {text(title) || value(kind)}
            </MaybeLink>
          ) : (
            text(title)
          )}{' '}
          <small>{value(kind)}</small>
        </li>
      ))}
    </ol>
  );
};

const Votes = ({ of: { motions } }: { of: MinutesView }) => {
  const { t, text, day } = useWords();
  return (
    <Part title={t('committee.votesTaken')} isEmpty={motions.length === 0}>
      <ul className="lines">
        {motions.map(({ motionId, title, result, tally, reviewOn }) => (
          <li key={motionId}>
            <span>
              <Link href={`/committee/motions/${motionId}`}>{text(title)}</Link>
              <small className="figures">
                {t('committee.tallySaid', {
                  yes: tally.for,
                  against: tally.against,
                  abstain: tally.abstain,
                  missing: Math.max(0, tally.entitled - tally.ballots),
                })}
                {reviewOn && ` · ${t('committee.reviewOn')}: ${day(reviewOn)}`}
              </small>
              <TallyBar of={tally} />
            </span>
            <Status of={result} />
          </li>
        ))}
      </ul>
    </Part>
  );
};

const ActionsGiven = ({ of: { actions } }: { of: MinutesView }) => {
  const { t, text, day } = useWords();
  return (
    <Part title={t('committee.actionsGiven')} isEmpty={actions.length === 0}>
      <DataTable
        label={t('committee.actionsGiven')}
        items={actions}
        keyOf={({ actionId }) => actionId}
        columns={[
          {
            name: t('committee.action'),
            show: ({ actionId, title }) => <Link href={`/committee/actions/${actionId}`}>{text(title)}</Link>,
          },
          { name: t('committee.responsible'), show: ({ unitId }) => <UnitName id={unitId} /> },
          { name: t('committee.due'), show: ({ due }) => day(due) },
        ]}
      />
    </Part>
  );
};
