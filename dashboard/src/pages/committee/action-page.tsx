import { useParams } from 'wouter';
import { Acts } from '../../act/acts.js';
import { useGet, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Answered } from '../../ui/answered.js';
import { Status } from '../../ui/badge.js';
import { ThingName, UnitName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Timeline } from '../../ui/timeline.js';
import { useBack } from './parts.js';
import './committee.css';

/** One action: who is to do what until when, and what was reported. */
export const ActionPage = () => {
  const { t, text } = useWords();
  const { actionId = '' } = useParams();
  const action = useGet('/v1/alliances/{allianceId}/actions/{actionId}', { actionId });
  return (
    <Page
      title={text(action.data?.title) || t('committee.action')}
      lead={action.data && <Status of={action.data.status} />}
      back={useBack('actions')}
      actions={
        action.data && (
          <Acts of={action.data} first={['ConfirmAction', 'ReportAction']} already={{ unitId: action.data.unitId }} />
        )
      }
    >
      <Answered of={action}>
        {(it) => (
          <div className="cards">
            <About of={it} />
            <Report of={it} />
            <Timeline subjectId={actionId} />
          </div>
        )}
      </Answered>
    </Page>
  );
};

const About = ({ of }: { of: Schemas['ActionView'] }) => {
  const { t, day, when } = useWords();
  const { unitId, due, motionId, givenAt, doneAt, extensions } = of;
  return (
    <Card title={t('units.about')}>
      <dl className="pairs">
        <dt>{t('committee.responsible')}</dt>
        <dd>
          <UnitName id={unitId} />
        </dd>
        <dt>{t('committee.due')}</dt>
        <dd>{day(due)}</dd>
        {extensions > 0 && (
          <>
            <dt>{t('committee.extended')}</dt>
            <dd>{t('committee.times', { n: extensions })}</dd>
          </>
        )}
        <dt>{t('committee.decision')}</dt>
        <dd>
          <ThingName type="motion" id={motionId} />
        </dd>
        <dt>{t('committee.givenAt')}</dt>
        <dd>{when(givenAt)}</dd>
        {doneAt && (
          <>
            <dt>{t('committee.doneAt')}</dt>
            <dd>{when(doneAt)}</dd>
          </>
        )}
      </dl>
    </Card>
  );
};

const Report = ({ of: { reported, reportedAt, declineReason } }: { of: Schemas['ActionView'] }) => {
  const { t, when } = useWords();
  return (
    <Card title={declineReason ? t('committee.whyDeclined') : t('committee.report')}>
      {declineReason && (
        <div>
          <blockquote>{declineReason}</blockquote>
        </div>
      )}
      {!declineReason && !reported && <p className="soft">{t('committee.noReport')}</p>}
      {reported && (
        <div>
          <blockquote>{reported.words}</blockquote>
          <small className="soft">
            {reportedAt && when(reportedAt)}
            {reported.evidence && ` · ${t('committee.evidence')}: ${reported.evidence.reference}`}
          </small>
        </div>
      )}
    </Card>
  );
};
