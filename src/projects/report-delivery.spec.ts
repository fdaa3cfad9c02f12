import { derivedId } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import {
  accepted,
  by,
  confirmed,
  evidence,
  kept,
  made,
  open,
  pledgeDeclined,
  released,
  reported,
  started,
} from '../../test/project-history.js';
import { reportDelivery } from './report-delivery.js';

const { given } = spec(reportDelivery);
const history = [...open, made(), accepted];
const part = { pledgeId: 'p1', deliveryId: 'd1', quantity: 5, evidence };

describe('Reporting a delivery', () => {
  it('says that a part has arrived, and where the evidence is', () =>
    given(history).when(part, by('school')).then(reported(5)));
  it('is possible while the work is under way', () =>
    given([...history, started])
      .when(part, by('school'))
      .then(reported(5)));
  it('gets an id where the caller has none', () => {
    const id = derivedId({ commandId: '00000000-0000-4000-8000-000000000001' }, 'delivery');
    given(history).when({ pledgeId: 'p1', quantity: 5, evidence }, by('school')).then(reported(5, id));
  });
  it('is possible up to what was promised', () =>
    given([...history, reported(5), confirmed(5), reported(4, 'd2')])
      .when({ ...part, deliveryId: 'd3', quantity: 3 }, by('school'))
      .then(reported(3, 'd3')));
  it.each([
    ['it waits', []],
    ['it was confirmed', [confirmed(5)]],
    ['the pledge was kept', [confirmed(5), reported(7, 'd2'), confirmed(7, 'd2'), kept]],
    ['the pledge was released', [released('unit-left')]],
  ])('twice is one delivery: %s', (_, more) =>
    given([...history, reported(5), ...more])
      .when(part, by('school'))
      .nothing(),
  );
  it('is refused under the id of another delivery', () => {
    const after = given([...history, reported(5)]);
    after.when({ ...part, quantity: 6 }, by('school')).refused('delivery-id-taken');
    after.when({ ...part, pledgeId: 'p2' }, by('school')).refused('delivery-id-taken');
    after
      .when({ ...part, evidence: { ...evidence, reference: 'receipt 8' } }, by('school'))
      .refused('delivery-id-taken');
    after
      .when({ ...part, evidence: { ...evidence, sha256: 'b'.repeat(64) } }, by('school'))
      .refused('delivery-id-taken');
    after.when(part, by('bank')).refused('delivery-id-taken');
  });
  it('is refused beyond what was promised', () =>
    given([...history, reported(5), reported(4, 'd2')])
      .when({ ...part, deliveryId: 'd3', quantity: 4 }, by('school'))
      .refused('delivery-exceeds-pledge'));
  it('is refused before the pledge has been accepted', () =>
    given([...open, made()])
      .when(part, by('school'))
      .refused('pledge-not-accepted'));
  it('is refused to any unit but the one that made the pledge', () =>
    given(history).when(part, by('residents')).refused('pledge-not-yours'));
  it.each([
    ['declined', [...open, made(), pledgeDeclined('receiver')]],
    ['released', [...history, released('withdrawn')]],
    ['kept', [...history, reported(12, 'd9'), confirmed(12, 'd9'), kept]],
  ])('is refused once the pledge has been %s', (_, history) =>
    given(history).when(part, by('school')).refused('pledge-over'),
  );
  it('is refused for what nobody pledged', () => given(open).when(part, by('school')).refused('pledge-not-found'));
  it('is refused for a project nobody proposed', () => given([]).when(part, by('school')).refused('project-not-found'));
});
