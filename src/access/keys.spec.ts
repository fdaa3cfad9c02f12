import type { Event } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import { happened, type KeyEvent } from './events.js';
import { issueKey, issueOperatorKey } from './issue-key.js';
import { fold } from '#event-sourcing';
import { key, opens } from './key.js';
import { revokeKey, revokeOperatorKey } from './revoke-key.js';
import { rotateKey, rotateOperatorKey } from './rotate-key.js';
import { scopes } from './scopes.js';

const day = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString();
const now = day(0);
const year = day(365);

const founded = {
  type: 'AllianceFounded',
  data: {
    units: ['school', 'bank'].map((unitId) => ({ unitId })),
    offices: [{ office: 'chair', unitId: 'bank', personId: 'banker' }],
  },
};
const secretary = { type: 'OfficeGiven', data: { office: 'secretary', unitId: 'school', personId: 'clerk' } };
const mandate = (personId: string, kind: string, until?: string) => ({
  type: 'MandateGiven',
  data: { mandateId: `of ${personId}`, personId, kind, from: day(-100), ...(until && { until }) },
});
const school = [mandate('head', 'delegate'), mandate('deputy', 'deputy'), mandate('clerk', 'liaison')];

const operator = { actor: { kind: 'operator', clientId: 'installer' } };
const by = (personId: string, unitId = 'school', more: object = {}) => ({
  actor: { kind: 'representative', personId, unitId, clientId: `c-${personId}`, mandateId: `of ${personId}`, ...more },
});
const head = by('head');

const issued = (more: object = {}): KeyEvent =>
  happened('KeyIssued', {
    ...{ kind: 'person', unitId: 'school', personId: 'deputy', scopes, expiresAt: year },
    sealed: { plain: { label: 'Timetable' } },
    ...more,
  });
const auditors = happened('KeyIssued', {
  ...{ kind: 'auditor', scopes: ['read', 'findings'], expiresAt: year },
  sealed: { plain: { label: 'Timetable' } },
});
const operators = happened('KeyIssued', {
  ...{ kind: 'operator', scopes, expiresAt: year },
  sealed: { plain: { label: 'Timetable' } },
});
const rotation = (overlapUntil: string, more: object = {}): KeyEvent =>
  happened('KeyRotated', { unitId: 'school', overlapUntil, ...more });
const revocation = (reason?: string): KeyEvent =>
  happened('KeyRevoked', { unitId: 'school', sealed: { plain: reason === undefined ? {} : { reason } } });

type Beside = Readonly<Record<string, readonly Event[]>>;
const alliance = [founded, secretary] as Event[];
const known: Beside = { roll: alliance, given: school, mine: school };
const wanted = { kind: 'person', unitId: 'school', personId: 'deputy', label: 'Timetable', granted: scopes } as const;

describe('Issuing a key', () => {
  const given = (history: readonly KeyEvent[] = [], beside: Beside = {}) =>
    spec(issueKey).given(history, { ...known, ...beside });

  it('gives a person of the own unit all that its delegate may do, for a year', () =>
    given().when(wanted, head).then(issued()));
  it('gives the scopes and the end that are asked for', () =>
    given()
      .when({ ...wanted, scopes: ['resources', 'read'], expiresAt: day(30) }, head)
      .then(issued({ scopes: ['read', 'resources'], expiresAt: day(30) })));
  it('changes nothing when it is asked twice, and takes no other key’s id', () => {
    given([issued()]).when(wanted, head).nothing();
    given([issued()])
      .when({ ...wanted, scopes: [...scopes], expiresAt: year }, head)
      .nothing();
    for (const other of [{ label: 'Gate' }, { personId: 'clerk' }, { scopes: ['read'] }, { expiresAt: day(3) }])
      given([issued()])
        .when({ ...wanted, ...other } as typeof wanted, head)
        .refused('key-id-taken');
  });
  it('is for nobody without a mandate of the unit, unless it has ended or is to begin', () => {
    given()
      .when({ ...wanted, personId: 'stranger' }, operator)
      .refused('holder-without-mandate');
    const ended = [...school, mandate('guard', 'liaison', day(-1))];
    given([], { given: ended, mine: ended })
      .when({ ...wanted, personId: 'guard' }, head)
      .refused('holder-without-mandate');
    const later = { type: 'MandateGiven', data: { ...mandate('guard', 'liaison').data, from: day(9) } };
    given([], { given: [...school, later] })
      .when({ ...wanted, personId: 'guard' }, head)
      .then(issued({ personId: 'guard' }));
  });
  it('is for the delegate and the officers of the unit, not for the deputy and not for others', () => {
    given().when(wanted, by('deputy')).then(issued()); // the table of permissions keeps deputies without office out
    given()
      .when({ ...wanted, personId: 'head' }, by('deputy'))
      .refused('key-not-yours');
    for (const other of [by('banker', 'bank'), by('banker', 'bank', { office: 'chair' })])
      given([], { mine: [mandate('banker', 'delegate')] })
        .when(wanted, other)
        .refused('key-not-yours');
  });
  it('is for nobody who could then do more than who issues it', () => {
    const clerk = by('clerk', 'school', { office: 'secretary' });
    given().when(wanted, clerk).refused('key-beyond-mandate');
    given()
      .when({ ...wanted, personId: 'head' }, clerk)
      .refused('key-beyond-mandate');
    given()
      .when({ ...wanted, personId: 'clerk' }, clerk)
      .then(issued({ personId: 'clerk' }));
    given()
      .when({ ...wanted, personId: 'clerk' }, head)
      .refused('key-beyond-mandate');
    given()
      .when({ ...wanted, personId: 'clerk' }, operator)
      .then(issued({ personId: 'clerk' }));
  });
  it('of an applicant is for an officer or the operator', () => {
    const club = { ...wanted, unitId: 'club', personId: 'founder' };
    const none: Beside = { given: [] };
    const clubs = issued({ unitId: 'club', personId: 'founder' });
    given([], none).when(club, operator).then(clubs);
    given([], { ...none, mine: [mandate('banker', 'delegate')] })
      .when(club, by('banker', 'bank', { office: 'chair' }))
      .then(clubs);
    given([], none).when(club, head).refused('key-not-yours');
  });
  it('is for an alliance that is there', () =>
    given([], { roll: [] }).when(wanted, operator).refused('no-such-alliance'));
  it('gives no scope that the issuer has not', () => {
    given()
      .when({ ...wanted, scopes: ['read', 'access'], granted: ['read'] }, head)
      .refused('scopes-beyond-yours');
    given()
      .when({ ...wanted, granted: ['read', 'access'] }, head)
      .then(issued({ scopes: ['read', 'access'] }));
  });
  it('lasts no longer than what its issuer acts by', () => {
    const leaving = [mandate('head', 'delegate', day(10)), mandate('deputy', 'deputy')];
    given([], { given: leaving, mine: leaving })
      .when(wanted, head)
      .then(issued({ expiresAt: day(10) }));
    given([], { given: leaving, mine: leaving })
      .when({ ...wanted, expiresAt: day(11) }, head)
      .refused('key-outlasts-issuer');
    given([], { own: [issued({ personId: 'head', expiresAt: day(5) })] })
      .when(wanted, head)
      .then(issued({ expiresAt: day(5) }));
    given([], { own: [{ ...operators, data: { ...operators.data, expiresAt: day(5) } } as KeyEvent] })
      .when({ ...wanted, expiresAt: day(6) }, operator)
      .refused('key-outlasts-issuer');
    given()
      .when({ ...wanted, expiresAt: day(366) }, head)
      .refused('key-outlasts-issuer');
    given()
      .when({ ...wanted, expiresAt: day(5_000) }, operator)
      .then(issued({ expiresAt: day(5_000) }));
    given()
      .when({ ...wanted, expiresAt: now }, head)
      .refused('key-ends-in-the-past');
  });
  it('is not for who asks with a key that was revoked, or has run out, though it is still trusted elsewhere', () => {
    given([], { own: [issued({ personId: 'head' }), revocation()] })
      .when(wanted, head)
      .refused('key-not-yours');
    given([], { own: [issued({ personId: 'head', expiresAt: now })] })
      .when(wanted, head)
      .refused('key-not-yours');
  });
  it('to an auditor is the operator’s, for reading and findings only', () => {
    const asked = { kind: 'auditor', label: 'Timetable', granted: scopes } as const;
    given().when(asked, operator).then(auditors);
    given()
      .when({ ...asked, scopes: ['read', 'projects'] }, operator)
      .refused('auditor-reads-only');
    given()
      .when(asked, by('banker', 'bank', { office: 'chair' }))
      .refused('key-not-yours');
  });
  it('names a unit and a person, or neither', () => {
    given().when({ kind: 'person', label: 'Timetable', granted: scopes, unitId: 'school' }, operator).refused('key-holder-unclear'); // prettier-ignore
    given()
      .when({ ...wanted, kind: 'auditor' }, operator)
      .refused('key-holder-unclear');
  });
});

describe('Issuing an operator’s key', () => {
  const asked = { label: 'Timetable', granted: scopes };
  it('gives what the operator has, once', () => {
    spec(issueOperatorKey).given([]).when(asked, operator).then(operators);
    spec(issueOperatorKey).given([operators]).when(asked, operator).nothing();
    spec(issueOperatorKey)
      .given([operators])
      .when({ ...asked, label: 'Gate' }, operator)
      .refused('key-id-taken');
  });
  it('gives no more than the operator has', () => {
    spec(issueOperatorKey)
      .given([])
      .when({ ...asked, scopes: ['projects'], granted: ['read'] }, operator)
      .refused('scopes-beyond-yours');
    spec(issueOperatorKey)
      .given([], { own: [operators, revocation()] })
      .when(asked, operator)
      .refused('key-not-yours');
  });
});

describe('Rotating a key', () => {
  const given = (history: readonly KeyEvent[], beside: Beside = {}) =>
    spec(rotateKey).given(history, { ...known, ...beside });
  const body = { granted: scopes };
  const holder = by('deputy');

  it('is for its holder, the unit’s delegate and the operator, with a day’s overlap unless said', () => {
    for (const who of [holder, head, operator])
      given([issued()])
        .when(body, who)
        .then(rotation(day(1)));
    given([issued()])
      .when({ ...body, overlapHours: 0 }, holder)
      .then(rotation(now));
  });
  it('is not for others', () => {
    given([issued()])
      .when(body, by('banker', 'bank', { office: 'chair' }))
      .refused('key-not-yours');
    given([issued({ personId: 'head' })])
      .when(body, holder)
      .refused('key-not-yours');
    given([issued()])
      .when(body, by('clerk', 'school', { office: 'secretary' }))
      .refused('key-beyond-mandate');
    given([auditors]).when(body, head).refused('key-not-yours');
  });
  it('shows no key to one that has fewer scopes', () =>
    given([issued()])
      .when({ granted: ['read', 'access'] }, holder)
      .refused('scopes-beyond-yours'));
  it('prolongs it within what the asker acts by; a key does not prolong itself', () => {
    const old = issued({ expiresAt: day(10) });
    given([old])
      .when({ ...body, expiresAt: year }, head)
      .then(rotation(day(1), { expiresAt: year }));
    given([old], { own: [old] })
      .when({ ...body, expiresAt: day(11) }, holder)
      .refused('key-outlasts-issuer');
    given([old])
      .when({ ...body, expiresAt: day(-1) }, head)
      .refused('key-ends-in-the-past');
  });
  it('is not of a key that is over, or not there', () => {
    given([issued(), revocation()]).when(body, head).refused('key-over');
    given([issued({ expiresAt: now })])
      .when(body, head)
      .refused('key-over');
    given([]).when(body, head).refused('key-not-found');
    given([issued()], { own: [issued(), revocation()] })
      .when(body, holder)
      .refused('key-not-yours');
  });
  it('lets ten secrets be good at once, unless those of before end now', () => {
    const many = [issued(), ...Array.from({ length: 9 }, () => rotation(day(1)))];
    given(many).when(body, head).refused('too-many-secrets');
    given(many)
      .when({ ...body, overlapHours: 0 }, head)
      .then(rotation(now));
  });
  it('of an operator’s key is the same', () => {
    const rotated = happened('KeyRotated', { overlapUntil: day(1) });
    spec(rotateOperatorKey).given([operators]).when(body, operator).then(rotated);
    spec(rotateOperatorKey).given([]).when(body, operator).refused('key-not-found');
  });
});

describe('Revoking a key', () => {
  const given = (history: readonly KeyEvent[]) => spec(revokeKey).given(history, known);
  it('is for its holder, the delegate and the officers of the unit, and the operator', () => {
    for (const who of [by('deputy'), head, by('clerk', 'school', { office: 'secretary' }), operator])
      given([issued()]).when({ reason: 'It leaked' }, who).then(revocation('It leaked'));
  });
  it('is not for others', () => {
    given([issued()])
      .when({}, by('banker', 'bank', { office: 'chair' }))
      .refused('key-not-yours');
    given([auditors])
      .when({}, by('banker', 'bank', { office: 'chair' }))
      .refused('key-not-yours');
    given([issued({ personId: 'head' })])
      .when({}, by('deputy'))
      .refused('key-not-yours');
  });
  it('happens once, also after it has run out', () => {
    given([issued(), revocation()]).when({}, by('banker', 'bank')).nothing();
    given([issued({ expiresAt: now })])
      .when({}, head)
      .then(revocation());
    given([]).when({}, head).refused('key-not-found');
  });
  it('of an operator’s key is the same', () => {
    const revoked = happened('KeyRevoked', { sealed: { plain: {} } });
    spec(revokeOperatorKey).given([operators]).when({}, operator).then(revoked);
    spec(revokeOperatorKey).given([operators, revocation()]).when({}, operator).nothing();
  });
});

describe('A secret', () => {
  const after = (...events: readonly KeyEvent[]) =>
    fold(key, events.map((event, revision) => ({ ...event, subjectId: 'k', revision, issue: { at: now } })) as never);
  it('opens until its key ends, or is revoked', () => {
    expect(opens(after(issued()), 0, now)).toBe(true);
    expect(opens(after(issued()), 0, year)).toBe(false);
    expect(opens(after(issued(), revocation()), 0, now)).toBe(false);
    expect(opens(after(), 0, now)).toBe(false);
  });
  it('of before opens until the overlap ends, and another overlap does not lengthen it', () => {
    const rotated = after(issued(), rotation(day(2)));
    expect([0, 1].map((revision) => opens(rotated, revision, day(1)))).toEqual([true, true]);
    expect([0, 1].map((revision) => opens(rotated, revision, day(2)))).toEqual([false, true]);
    const twice = after(issued(), rotation(day(2)), rotation(day(9)));
    expect([0, 1, 2].map((revision) => opens(twice, revision, day(2)))).toEqual([false, true, true]);
    const atOnce = after(issued(), rotation(day(2)), rotation(now));
    expect([0, 1, 2].map((revision) => opens(atOnce, revision, now))).toEqual([false, false, true]);
    expect(opens(rotated, 7, now)).toBe(false);
  });
});
