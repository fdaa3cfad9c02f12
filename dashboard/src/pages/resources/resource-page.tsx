import { useState } from 'react';
import { useParams } from 'wouter';
import { Acts, OpenAct } from '../../act/acts.js';
import { useGet, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Answered } from '../../ui/answered.js';
import { Status } from '../../ui/badge.js';
import { UnitName } from '../../ui/links.js';
import { Page } from '../../ui/page.js';
import { AboutResource, Allocations } from './about-resource.js';
import { ResourceBookings } from './bookings.js';
import type { Span } from './calendar-days.js';
import { ResourceCalendar } from './resource-calendar.js';
import { SeriesOf } from './series.js';
import './resources.css';

/** One resource: when it is free, who booked it, and what may be done with it. */
export const ResourcePage = () => {
  const { t, text, value } = useWords();
  const { resourceId = '' } = useParams();
  const resource = useGet('/v1/alliances/{allianceId}/resources/{resourceId}', { resourceId });
  const it = resource.data;
  return (
    <Page
      title={text(it?.name) || t('resources.resource')}
      back={{ href: '/resources', title: t('resources.title') }}
      lead={
        it && (
          <span className="row">
            <Status of={it.status} />
            <span>
              {value(it.kind)} · <UnitName id={it.unitId} />
            </span>
          </span>
        )
      }
      actions={it && <Acts of={it} first="BookResource" hintsOf={(act) => hintsOf(act, it)} />}
    >
      <Answered of={resource}>
        {(found) => (
          <>
            {found.availability && <Calendar resource={found} />}
            <div className="two-columns aside">
              <ResourceBookings resource={found} />
              <div className="stack">
                <AboutResource resource={found} />
                <SeriesOf resource={found} />
                <Allocations resource={found} />
              </div>
            </div>
          </>
        )}
      </Answered>
    </Page>
  );
};

type Resource = Schemas['ResourceView'];

const hintsOf = (act: string, { unitOfMeasure, quantity, ...resource }: Resource) => {
  const one = quantity === 1 ? { quantity } : {};
  if (act === 'BookResource') return { unitOfMeasure, given: one };
  if (act === 'BookSeries') return { unitOfMeasure, given: { ...one, ...timesOf(resource.availability) } };
  if (act !== 'ReviseResource') return {};
  const { name, kind, approval, availability, terms, bookableBy, noticeHours, quotaPerWeek } = resource;
  const all = { name, kind, unitOfMeasure, quantity, approval, availability, terms, bookableBy, noticeHours, quotaPerWeek }; // prettier-ignore
  return { given: Object.fromEntries(Object.entries(all).filter(([, each]) => each !== null)) };
};

/** A series is at the times of day at which there is something to book, unless somebody says others. */
const timesOf = (availability: Resource['availability']) =>
  availability ? { times: { start: availability.start, duration: availability.duration } } : {};

/** The calendar; a free time in it opens the booking of it. */
const Calendar = ({ resource }: { resource: Resource }) => {
  const [wanted, setWanted] = useState<Span>();
  const booking = resource.acts.find(({ act }) => act === 'BookResource');
  return (
    <>
      <ResourceCalendar resource={resource} onBook={booking && setWanted} />
      {booking && wanted && (
        <OpenAct
          {...booking}
          unitOfMeasure={resource.unitOfMeasure}
          given={{ ...wanted, ...(resource.quantity === 1 && { quantity: 1 }) }}
          thing={resource}
          onClose={() => setWanted(undefined)}
        />
      )}
    </>
  );
};
