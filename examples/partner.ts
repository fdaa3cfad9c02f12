// A partner's booking software: tells Lianjian what its unit shares, then answers whoever books it.
// Started again, it goes on where it was: every write may be sent twice, and the stream is resumed by its last event.

import { parse } from 'csv-parse/sync';
import { EventSource } from 'eventsource';
import createClient from 'openapi-fetch';
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { v5 } from 'uuid';
import type { components, paths } from './lianjian.js';

/** Of the forms of an answer we read JSON; lists come as CSV and NDJSON, too. */
type Json = 'application/json' | 'application/problem+json';

const {
  LIANJIAN_URL: baseUrl = 'http://127.0.0.1:3000',
  LIANJIAN_KEY: key,
  LIANJIAN_ALLIANCE: allianceId,
} = process.env;
const [file, bookmark] = process.argv.slice(2);
if (!key || !allianceId || !file || !bookmark)
  throw new Error('LIANJIAN_KEY=… LIANJIAN_ALLIANCE=… node partner.js resources.csv bookmark.txt');

type Line = Readonly<{ number: string; name: string; kind: components['schemas']['OfferResource']['kind']; unit: string; quantity: string; most: string }>; // prettier-ignore

const authorization = `Bearer ${key}`;
const lianjian = createClient<paths, Json>({
  baseUrl,
  headers: { authorization, 'accept-language': 'en' },
});
/** The resources that this program looks after, and the most that it gives of each at once. */
const most = new Map<string, number>();

/** Offers each line of the file once: the id is made of our own number, so offering it again changes nothing. */
const importResources = async (csv: string): Promise<void> => {
  for (const line of parse(csv, { columns: true, skip_empty_lines: true }) as Line[]) {
    const resourceId = v5(line.number, allianceId);
    most.set(resourceId, Number(line.most));
    const { error } = await lianjian.POST('/v1/alliances/{allianceId}/resources', {
      params: { path: { allianceId }, header: { 'Idempotency-Key': `import-${line.number}` } },
      body: {
        ...{
          resourceId,
          kind: line.kind,
          unitOfMeasure: line.unit,
          quantity: Number(line.quantity),
          approval: 'owner',
        },
        name: { en: line.name },
      },
    });
    console.log(
      error ? `${line.number}: ${error.title} ${error.detail ?? ''}` : `${line.number}: shared as ${resourceId}`,
    );
  }
};

/** Says yes or no to a booking, if it still waits for that: what may be done with a thing stands in its `acts`. */
const answerBooking = async (resourceId: string, bookingId: string, position: string): Promise<void> => {
  const path = { allianceId, resourceId, bookingId };
  const { data: booking } = await lianjian.GET(
    '/v1/alliances/{allianceId}/resources/{resourceId}/bookings/{bookingId}',
    {
      params: { path, header: { 'Lianjian-After': Number(position) } },
    },
  );
  if (!booking?.acts.some(({ act }) => act === 'ConfirmBooking')) return;
  const header = { 'Idempotency-Key': `answer-${bookingId}` };
  const fits = booking.quantity <= (most.get(resourceId) ?? 0);
  const { error } = fits
    ? await lianjian.POST('/v1/alliances/{allianceId}/resources/{resourceId}/bookings/{bookingId}/confirmation', {
        params: { path, header },
        body: {},
      })
    : await lianjian.POST('/v1/alliances/{allianceId}/resources/{resourceId}/bookings/{bookingId}/decline', {
        params: { path, header },
        body: { reason: `We lend ${most.get(resourceId)} at once at most.` },
      });
  console.log(`booking ${bookingId}: ${error ? error.title : fits ? 'confirmed' : 'declined'}`);
};

/** Follows the alliance, and keeps the place, so that nothing is missed and nothing answered twice. */
const watch = (): void => {
  const after = existsSync(bookmark) ? readFileSync(bookmark, 'utf8') : '0';
  const source = new EventSource(`${baseUrl}/v1/alliances/${allianceId}/stream?after=${after}`, {
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, authorization } }),
  });
  source.addEventListener('following', () => console.log(`following after ${after}`));
  let last = Promise.resolve();
  source.addEventListener('BookingRequested', ({ data, lastEventId }) => {
    const { subjectId, data: said } = JSON.parse(data) as { subjectId: string; data: { bookingId: string } };
    last = last
      .then(() => (most.has(subjectId) ? answerBooking(subjectId, said.bookingId, lastEventId) : undefined))
      .then(() => writeFileSync(bookmark, lastEventId))
      .catch((error: unknown) => console.error(error));
  });
};

await importResources(readFileSync(file, 'utf8'));
watch();
