import type { Recorded } from '#event-sourcing';
import { actorOf, type Actor } from './actor.js';
import type { Office } from '../alliances/events.js';
import type { Asker } from './principal.js';

/**
 * An event as somebody may read it: what happened, to what, when, by whom and under which mandate, and what it
 * answered. Without the words by and about people, which stay where they can be forgotten, and without the client,
 * which is nobody else's matter.
 */
export type SeenEvent = Readonly<{
  allianceId: string;
  position: number;
  eventId: string;
  at: string;
  recordedAt: string;
  type: string;
  version: number;
  category: string;
  subjectId: string;
  streamId: string;
  revision: number;
  command: string;
  commandId: string;
  correlationId: string;
  causationId: string | null;
  actorKind: Actor['kind'];
  personId: string | null;
  unitId: string | null;
  mandateId: string | null;
  office: Office | null;
  data: object;
}>;

/** The same, whatever version it was stored in. */
export type SeenAct = Omit<SeenEvent, 'version'>;

type Reads = 'members' | 'own unit, officers and auditors' | 'own unit and officers' | 'nobody else';

/**
 * Who reads the events of which streams, beside the operator. Of what is not here, nobody does. The unit that an event
 * is of is its `data.unitId`; what names none is of no unit. An applicant reads the events of its own `unit` stream.
 */
export const streamsSeen: Readonly<Record<string, Reads>> = {
  alliance: 'members',
  unit: 'members',
  resource: 'members',
  project: 'members',
  motion: 'members',
  action: 'members',
  meeting: 'members',
  finding: 'members',
  key: 'own unit, officers and auditors',
  person: 'own unit, officers and auditors',
  webhook: 'own unit and officers',
  feed: 'own unit, officers and auditors',
  reading: 'own unit, officers and auditors',
  readers: 'nobody else',
};

const nobody = { personId: null, unitId: null, mandateId: null, office: null };
const whoActed = (actor: Actor) => {
  if (actor.kind !== 'representative' && actor.kind !== 'applicant') return { actorKind: actor.kind, ...nobody };
  const { kind: actorKind, personId, unitId } = actor;
  const { mandateId = null, office = null } = actor.kind === 'representative' ? actor : nobody;
  return { actorKind, personId, unitId, mandateId, office };
};

/** The event as everybody sees it who sees it. */
export const opened = (event: Recorded): SeenAct => {
  const { id: eventId, position, recordedAt, type, streamId, subjectId, revision, issue } = event;
  const { tenantId: allianceId, at, command, commandId, correlationId, causationId = null } = issue;
  const category = streamId.slice(0, -subjectId.length - 1);
  const { actorKind, personId, unitId, mandateId, office } = whoActed(actorOf(issue));
  return {
    allianceId,
    position,
    eventId,
    at,
    recordedAt,
    type,
    category,
    subjectId,
    streamId,
    revision,
    command,
    commandId,
    correlationId,
    causationId,
    actorKind,
    personId,
    unitId,
    mandateId,
    office,
    data: unsealed(event.data),
  };
};

const unsealed = (data: object): object => {
  if (!('sealed' in data)) return data;
  const { sealed: _, ...rest } = data;
  return rest;
};

/** What of an event this asker may read; nothing where it may not even know of it. */
export const eventFor = (asker: Asker, event: Recorded): SeenEvent | undefined => {
  const seen = { ...opened(event), version: event.version };
  return seesEvent(asker, seen) ? seen : undefined;
};

/** Whether an asker may know of an event. */
export const seesEvent = (
  { principal, standing }: Asker,
  { allianceId, category, subjectId, data }: Pick<SeenEvent, 'allianceId' | 'category' | 'subjectId' | 'data'>,
): boolean => {
  const reads = streamsSeen[category];
  if (reads === undefined) return false;
  if (principal.kind === 'operator') return true;
  if (reads === 'nobody else' || principal.kind === 'guest' || principal.allianceId !== allianceId) return false;
  if (principal.kind === 'auditor') return reads !== 'own unit and officers';
  if (standing.unit === 'stranger') return category === 'unit' && subjectId === principal.unitId;
  if (standing.mandateId === undefined) return false;
  return reads === 'members' || standing.office !== undefined || ('unitId' in data && data.unitId === principal.unitId);
};

/**
 * The streams all of whose events an asker, who is a member, an auditor or the operator, sees; and those of which it sees
 * what is of its own unit. Of all others it sees nothing.
 */
export const streamsSeenBy = ({ principal, standing }: Asker): Readonly<Record<'all' | 'own', readonly string[]>> => {
  const sees = (category: string, data: object) =>
    seesEvent({ principal, standing }, { allianceId: allianceOf(principal), category, subjectId: '', data });
  const own = principal.kind === 'person' ? { unitId: principal.unitId } : {};
  const all = Object.keys(streamsSeen).filter((category) => sees(category, {}));
  return { all, own: Object.keys(streamsSeen).filter((category) => !all.includes(category) && sees(category, own)) };
};
const allianceOf = (principal: Asker['principal']): string => ('allianceId' in principal ? principal.allianceId : '');
