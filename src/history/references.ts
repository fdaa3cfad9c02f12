import { idPattern } from '../platform/fields.js';

/** The kinds of things that the history is told of. */
export const thingKinds = [
  'unit',
  'resource',
  'booking',
  'project',
  'pledge',
  'motion',
  'meeting',
  'action',
  'finding',
] as const;
export type ThingKind = (typeof thingKinds)[number];

/** A thing; bookings and pledges are known by what they are within, and their own id. */
export type Thing = Readonly<{ kind: ThingKind; id: string; within?: string }>;
/** A thing that something names, and as what. */
export type Reference = Thing & Readonly<{ as: string }>;

/** Under which names things stand in events and in rows. */
const kindOf: Readonly<Record<string, ThingKind>> = {
  unitId: 'unit',
  ownerId: 'unit',
  proposedBy: 'unit',
  receiver: 'unit',
  tabledBy: 'unit',
  from: 'unit',
  resourceId: 'resource',
  bookingId: 'booking',
  projectId: 'project',
  pledgeId: 'pledge',
  fromPledgeId: 'pledge',
  reallocatedFrom: 'pledge',
  motionId: 'motion',
  decidedBy: 'motion',
  meetingId: 'meeting',
  actionId: 'action',
  findingId: 'finding',
};

/** What things lie within: their stream's subject, or what is named beside them. */
const wholeOf: Partial<Record<ThingKind, ThingKind>> = { booking: 'resource', pledge: 'project' };
type Wholes = Partial<Record<ThingKind, string>>;

/**
 * The things that JSON names, at any depth.
 *
 * @param wholes what it is said of, where it does not say so itself
 * @param inLists whether also those count that a list names, such as an agenda
 */
export const referencesIn = (json: unknown, wholes: Wholes = {}, inLists = true): readonly Reference[] => {
  if (Array.isArray(json)) return inLists ? json.flatMap((each) => referencesIn(each, wholes)) : [];
  if (typeof json !== 'object' || json === null) return [];
  const fields = Object.entries(json);
  const own = fields.filter(([name, value]) => (name === 'projectId' || name === 'resourceId') && isId(value));
  const here: Wholes = { ...wholes, ...Object.fromEntries(own.map(([name, value]) => [kindOf[name], value])) };
  return fields.flatMap(([name, value]) => {
    const kind = kindOf[name];
    if (kind === undefined || !isId(value)) return referencesIn(value, here, inLists);
    const [whole, as] = [wholeOf[kind], name.replace(/Id$/, '')];
    if (whole === undefined) return [{ kind, id: value, as }];
    const within = here[whole];
    return within === undefined ? [] : [{ kind, id: value, within, as }];
  });
};

/** The events that JSON names, at any depth: those that a finding is about. */
export const eventsIn = (json: unknown): readonly string[] => {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) =>
    name === 'eventId' && isId(value) ? [value] : eventsIn(value),
  );
};

const isId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value);

/** The thing whose stream it is, where it is one of those that are told of. */
export const subjectOf = ({
  category,
  subjectId,
}: Readonly<{ category: string; subjectId: string }>): Thing | undefined => {
  const kind = thingKinds.find((each) => each === category);
  return kind && { kind, id: subjectId };
};

/** Every thing that an act names, its own first. */
export const referencesOf = (
  act: Readonly<{ category: string; subjectId: string; unitId: string | null; data: object }>,
  inLists = true,
): readonly Reference[] => {
  const subject = subjectOf(act);
  return [
    ...(subject ? [{ ...subject, as: 'subject' }] : []),
    ...(act.unitId === null ? [] : [{ kind: 'unit' as const, id: act.unitId, as: 'actor' }]),
    ...referencesIn(act.data, subject && { [subject.kind]: subject.id }, inLists),
  ];
};
