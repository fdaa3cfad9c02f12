import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { useGet, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { Badge, Status } from '../../ui/badge.js';
import { ThingName, UnitName } from '../../ui/links.js';
import { Pairs } from '../../ui/pairs.js';
import { Card, Page } from '../../ui/page.js';
import { Timeline } from '../../ui/timeline.js';
import { BookingActs } from './booking-acts.js';
import './resources.css';

/** One booking: who wants what, when and what for, and what may be done with it. */
export const BookingPage = () => {
  const { t, text } = useWords();
  const { resourceId = '', bookingId = '' } = useParams();
  const path = '/v1/alliances/{allianceId}/resources/{resourceId}';
  const resource = useGet(path, { resourceId });
  const booking = useGet(`${path}/bookings/{bookingId}`, { resourceId, bookingId });
  const it = booking.data;
  const name = text(resource.data?.name) || t('resources.resource');
  return (
    <Page
      title={t('resources.booking')}
      back={{ href: `/resources/${resourceId}`, title: name }}
      lead={
        it && (
          <span className="row">
            <Status of={it.status} />
            {it.late && <Badge tone="late">{t('resources.late')}</Badge>}{' '}
            <span>
              {name} · <UnitName id={it.unitId} />
            </span>
          </span>
        )
      }
      actions={
        it && (
          <BookingActs
            of={it}
            first={['ConfirmBooking', 'AcceptPromotion', 'HandOverBooking', 'ReturnBooking']}
            unitOfMeasure={resource.data?.unitOfMeasure}
          />
        )
      }
    >
      <Answered of={booking}>
        {(found) => (
          <div className="cards">
            <About booking={found} unitOfMeasure={resource.data?.unitOfMeasure ?? ''} />
            <Timeline about={bookingId} />
          </div>
        )}
      </Answered>
    </Page>
  );
};

const About = ({ booking: it, unitOfMeasure }: { booking: Schemas['BookingView']; unitOfMeasure: string }) => {
  const { t, span, amount, when, value } = useWords();
  const { unit } = useSession();
  const isParty = unit?.unitId === it.unitId || unit?.unitId === it.ownerId;
  const pairs: readonly (readonly [name: string, shown: ReactNode])[] = [
    [t('resources.booker'), <UnitName key="booker" id={it.unitId} />],
    [t('resources.owner'), <UnitName key="owner" id={it.ownerId} />],
    [t('resources.time'), it.from && it.to && span(it.from, it.to)],
    [t('resources.amount'), amount(it.quantity, unitOfMeasure)],
    [
      t('resources.purpose'),
      it.purpose ?? <span className="soft">{t(isParty ? 'common.notSaid' : 'resources.secret')}</span>,
    ],
    [t('resources.requestedAt'), when(it.requestedAt)],
    [t('resources.answerBy'), it.status === 'requested' && it.until && when(it.until)],
    [t('resources.forPledge'), it.projectId && <ThingName key="project" type="project" id={it.projectId} />],
    [t('resources.cause'), it.cause && value(it.cause)],
    [t('resources.reason'), it.reason],
    [t('resources.condition'), it.condition && value(it.condition)],
    [t('resources.damage'), it.damage],
    [t('resources.consumed'), it.consumed > 0 && amount(it.consumed, unitOfMeasure)],
  ];
  return (
    <Card title={t('resources.about')}>
      <Pairs of={pairs} />
    </Card>
  );
};
