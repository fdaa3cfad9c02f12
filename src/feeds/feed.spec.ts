import { spec } from '#event-sourcing/testing';
import { createFeed } from './create-feed.js';
import { happened } from './events.js';
import { revokeFeed } from './revoke-feed.js';
import { rotateFeed } from './rotate-feed.js';

const by = (unitId: string, office?: 'secretary') => ({
  actor: { kind: 'representative', personId: 'p', unitId, clientId: 'c', ...(office && { office }) },
});
const wanted = { shows: 'unit', language: 'zh', label: 'Office wall' } as const;
const created = happened('FeedCreated', { unitId: 'school', ...wanted });
const revoked = happened('FeedRevoked', { unitId: 'school' });

describe('A calendar feed', () => {
  it('is made by a unit, once', () => {
    spec(createFeed).given([]).when(wanted, by('school')).then(created);
    spec(createFeed).given([created]).when(wanted, by('school')).nothing();
    spec(createFeed)
      .given([created])
      .when({ ...wanted, label: 'Other' }, by('school'))
      .refused('feed-id-taken');
    spec(createFeed).given([created]).when(wanted, by('bank')).refused('feed-id-taken');
  });

  it('gets another address from its own unit or an officer', () => {
    const rotated = happened('FeedRotated', { unitId: 'school' });
    spec(rotateFeed).given([created]).when({}, by('school')).then(rotated);
    spec(rotateFeed).given([created, rotated]).when({}, by('bank', 'secretary')).then(rotated);
    spec(rotateFeed).given([created]).when({}, by('bank')).refused('feed-not-found');
    spec(rotateFeed).given([]).when({}, by('school')).refused('feed-not-found');
    spec(rotateFeed).given([created, revoked]).when({}, by('school')).refused('feed-revoked');
  });

  it('is revoked once, by its own unit or an officer', () => {
    spec(revokeFeed).given([created]).when({}, by('school')).then(revoked);
    spec(revokeFeed).given([created]).when({}, by('bank', 'secretary')).then(revoked);
    spec(revokeFeed).given([created, revoked]).when({}, by('school')).nothing();
    spec(revokeFeed).given([created]).when({}, by('bank')).refused('feed-not-found');
  });
});
