import { useWords } from '../../i18n/language.js';
import { Card } from '../../ui/page.js';
import { DataTable } from '../../ui/table.js';
import type { Health } from './health.js';

/** Who stands still at an event that it cannot take: everything else goes on, and it tries again by itself. */
export const StandingStill = ({ of }: { of: Health['faults'] }) => {
  const { t, when, event, number } = useWords();
  return (
    <Card title={t('health.standing')}>
      <div className="stack close">
        <DataTable
          label={t('health.standing')}
          items={of}
          keyOf={({ reader, eventId }) => `${reader} ${eventId}`}
          columns={[
            { name: t('health.reader'), show: ({ reader }) => reader },
            { name: t('health.event'), show: ({ type }) => event(type) },
            { name: t('health.position'), isNumber: true, show: ({ position }) => number(position) },
            { name: t('health.since'), show: ({ since }) => when(since) },
            { name: t('health.tried'), isNumber: true, show: ({ times }) => number(times) },
          ]}
        />
        <p className="small soft">
          {t('health.standingHelp')} <code>lianjian readers inspect {of[0]?.reader}</code>
        </p>
      </div>
    </Card>
  );
};

/** What read models lack, since it was set aside: they go on without it. */
export const Lacking = ({ of }: { of: Health['lacks'] }) => {
  const { t } = useWords();
  return (
    <Card title={t('health.setAside')}>
      <div className="stack close">
        <ul>
          {of.map(({ reader, events }) => (
            <li key={reader}>{t('health.lacks', { reader, n: events })}</li>
          ))}
        </ul>
        <p className="small soft">
          {t('health.setAsideHelp')} <code>lianjian readers list</code>
        </p>
      </div>
    </Card>
  );
};
