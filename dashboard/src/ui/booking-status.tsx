import type { Schemas } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { Badge, Status } from './badge.js';

/** How a booking stands: by when it is answered, whether it was cancelled too late. */
export const BookingStatus = ({ of: { status, until, late } }: { of: Schemas['BookingRow'] }) => {
  const { t, ago } = useWords();
  return (
    <>
      {status === 'requested' && until && (
        <span className="small soft">{t('resources.answerIn', { when: ago(until) })}</span>
      )}
      {late && <Badge tone="late">{t('resources.late')}</Badge>}
      <Status of={status} />
    </>
  );
};
