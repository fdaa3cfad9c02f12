import type { HistoryRow } from '../overview/history.js';
import type { ListFormat } from '../platform/list-formats.js';
import type { Forms } from '../platform/routes.js';

/**
 * An act as a CloudEvent, 1.0: what is about the event as attributes, what it says as `data`. `time` is the instant of
 * the act, `sequence` the log position, by which events of one source sort as text. Attributes that have no value are
 * left out, as the specification asks.
 */
export const cloudEventOf = (act: HistoryRow): object => ({
  specversion: '1.0',
  id: act.eventId,
  source: `/v1/alliances/${act.allianceId}`,
  type: `lianjian.${act.type}`,
  subject: `${act.category}/${act.subjectId}`,
  time: act.at,
  datacontenttype: 'application/json',
  sequence: String(act.position).padStart(positionDigits, '0'),
  recordedtime: act.recordedAt,
  partitionkey: act.streamId,
  revision: act.revision,
  correlationid: act.correlationId,
  ...(act.causationId !== null && { causationid: act.causationId }),
  command: act.command,
  commandid: act.commandId,
  actorkind: act.actorKind,
  ...(act.personId !== null && { personid: act.personId }),
  ...(act.unitId !== null && { unitid: act.unitId }),
  ...(act.mandateId !== null && { mandateid: act.mandateId }),
  ...(act.office !== null && { office: act.office }),
  data: act.data,
});

/** Wide enough for every position. */
const positionDigits = 16;

/** Of one act: structured mode. */
export const asCloudEvent = {
  cloudevents: { mediaType: 'application/cloudevents+json', of: cloudEventOf },
} satisfies Forms;

/** Of a list of acts: batched mode. */
export const asCloudEvents = {
  cloudevents: {
    mediaType: 'application/cloudevents-batch+json',
    extension: 'cloudevents.json',
    begin: () => '[\n',
    line: () => (act) => JSON.stringify(cloudEventOf(act as HistoryRow)), // the list is one of acts
    between: ',\n',
    end: '\n]\n',
  } satisfies ListFormat,
};
