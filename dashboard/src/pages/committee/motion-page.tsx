import { Fragment } from 'react';
import { useParams } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useFieldName } from '../../act/field-name.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { Status } from '../../ui/badge.js';
import { LinkButton } from '../../ui/button.js';
import { PersonName, ThingName, UnitName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Said } from '../../ui/said.js';
import { Empty } from '../../ui/state.js';
import { Timeline } from '../../ui/timeline.js';
import { ActionLines } from './action-list.js';
import { Ballots, OwnBallot } from './ballots.js';
import { Hearings } from './hearings.js';
import { useBack } from './parts.js';
import { Tally, votesOf } from './tally.js';

type Motion = Schemas['MotionView'];

/** One motion: what is asked, how the vote stands, what was said, and what came of it. */
export const MotionPage = () => {
  const { t, text } = useWords();
  const { motionId = '' } = useParams();
  const motion = useGet('/v1/alliances/{allianceId}/motions/{motionId}', { motionId });
  return (
    <Page
      title={text(motion.data?.title) || t('committee.motion')}
      lead={motion.data && <Status of={motion.data.status} />}
      back={useBack('motions')}
      actions={
        motion.data && (
          <>
            <LinkButton href={`/history/stories/${motionId}`}>{t('history.story')}</LinkButton>
            <Acts of={motion.data} first={['OpenVoting', 'CloseVoting']} without={['CastBallot']} />
          </>
        )
      }
    >
      <Answered of={motion}>
        {(it) => (
          <>
            <OwnBallot of={it} />
            <div className="two-columns">
              <div className="stack">
                <Vote of={it} />
                <Statements of={it} />
                <Hearings motionId={it.motionId} />
              </div>
              <div className="stack">
                <About of={it} />
                <ActionsOf motionId={it.motionId} isDecided={it.status === 'carried'} />
                <Reviews of={it} />
                {!votesOf(it) && <Timeline subjectId={it.motionId} />}
              </div>
            </div>
          </>
        )}
      </Answered>
    </Page>
  );
};

const Vote = ({ of }: { of: Motion }) => {
  const { t } = useWords();
  const votes = votesOf(of);
  if (!votes && of.status === 'withdrawn') return null;
  return (
    <Card title={of.status === 'voting' ? t('committee.live') : t('committee.vote')}>
      {votes ? (
        <div className="stack">
          <Tally motion={of} of={votes} />
          <Ballots of={of} />
        </div>
      ) : (
        <Empty title={t('committee.noVote')} />
      )}
    </Card>
  );
};

const About = ({ of }: { of: Motion }) => {
  const { t, value, when, day, percent } = useWords();
  const { about, tabledBy, tabledAt, openedAt, closesAt, decidedAt, reviewOn, meetingId, recused } = of;
  const pairs = [
    [t('committee.about'), <AboutThing key="about" of={about} />],
    [t('committee.tabledBy'), <UnitName key="by" id={tabledBy} />],
    [t('committee.tabledAt'), when(tabledAt)],
    [t('committee.openedAt'), openedAt && when(openedAt)],
    [t('committee.closesAt'), closesAt && when(closesAt)],
    [t('committee.decidedAt'), decidedAt && when(decidedAt)],
    [t('committee.at'), meetingId && <ThingName key="at" type="meeting" id={meetingId} />],
    [t('committee.rule'), of.votingRule && value(of.votingRule)],
    [t('committee.quorum'), of.quorumPercent !== null && percent(of.quorumPercent / 100)],
    [t('committee.recused'), recused.length > 0 && recused.map((id) => <UnitName key={id} id={id} />)],
    [t('committee.reviewOn'), reviewOn && day(reviewOn)],
  ] as const;
  return (
    <Card title={t('units.about')}>
      <dl className="pairs">
        {pairs.map(
          ([name, said]) =>
            said && (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd>{said}</dd>
              </Fragment>
            ),
        )}
      </dl>
    </Card>
  );
};

/** What would be so if it is carried. */
const AboutThing = ({ of }: { of: Motion['about'] }) => {
  const { value } = useWords();
  switch (of.kind) {
    case 'project':
      return (
        <>
          {value(of.asks)} · <ThingName type="project" id={of.projectId} />
        </>
      );
    case 'admission':
      return (
        <>
          {value('admission')} · <UnitName id={of.unitId} />
        </>
      );
    case 'office':
      return (
        <>
          {value(of.office)} · <PersonName id={of.personId} /> (<UnitName id={of.unitId} />)
        </>
      );
    case 'charter':
      return <CharterAsked of={of.charter} />;
    default:
      return <>{value(of.kind)}</>;
  }
};

/** What would be other than now; of what is so already, all of it. */
const CharterAsked = ({ of }: { of: Schemas['Charter'] }) => {
  const { value } = useWords();
  const fieldName = useFieldName();
  const { charter: now } = useSession().alliance;
  const fields = Object.keys(of) as readonly (keyof typeof of)[];
  const changed = fields.filter((field) => of[field] !== now[field]);
  return (
    <>
      {value('charter')}
      <ul className="small">
        {(changed.length > 0 ? changed : fields).map((field) => (
          <li key={field}>
            <span className="soft">{fieldName(field)}:</span>{' '}
            {changed.length > 0 && (
              <>
                <del>
                  <Said value={now[field]} />
                </del>
                {' → '}
              </>
            )}
            <Said value={of[field]} />
          </li>
        ))}
      </ul>
    </>
  );
};

const Statements = ({ of: { stated } }: { of: Motion }) => {
  const { t, when } = useWords();
  if (stated.length === 0) return null;
  return (
    <Card title={t('committee.statements')}>
      <ul className="stack">
        {stated.map(({ unitId, at, words }) => (
          <li key={`${unitId} ${at}`}>
            <blockquote>{words}</blockquote>
            <small className="soft">
              <UnitName id={unitId} /> · {when(at)}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Reviews = ({ of: { reviewed } }: { of: Motion }) => {
  const { t, when } = useWords();
  if (reviewed.length === 0) return null;
  return (
    <Card title={t('committee.reviews')}>
      <ul className="stack">
        {reviewed.map(({ at, words }) => (
          <li key={at}>
            <blockquote>{words}</blockquote>
            <small className="soft">{when(at)}</small>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const ActionsOf = ({ motionId, isDecided }: { motionId: string; isDecided: boolean }) => {
  const { t } = useWords();
  const { alliance } = useSession();
  const actions = useList('/v1/alliances/{allianceId}/actions', { motionId, limit: 20 }, isDecided);
  if (!isDecided) return null;
  return (
    <Card title={t('committee.actions')}>
      <Acts of={alliance} only={['GiveAction']} given={{ motionId }} />
      <Answered of={actions} empty={<p className="soft">{t('committee.noActionsOf')}</p>}>
        {(items) => <ActionLines of={items} />}
      </Answered>
    </Card>
  );
};
