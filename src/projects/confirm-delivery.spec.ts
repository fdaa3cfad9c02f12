import { spec } from '#event-sourcing/testing';
import {
  accepted,
  by,
  confirmed,
  funded,
  kept,
  made,
  open,
  released,
  reported,
  reversed,
} from '../../test/project-history.js';
import { confirmDelivery } from './confirm-delivery.js';

const { given } = spec(confirmDelivery);
const history = [...open, made(), accepted, reported(5)];
const d1 = { pledgeId: 'p1', deliveryId: 'd1' };

describe('Confirming a delivery', () => {
  it('says that it has arrived', () => given(history).when(d1, by('residents')).then(confirmed(5)));
  it('keeps the pledge when all that was promised has arrived', () =>
    given([...history, reported(7, 'd2'), confirmed(7, 'd2')])
      .when(d1, by('residents'))
      .then(confirmed(5), kept));
  it('lets the clock of the rest run again, once no other delivery waits for an answer', () => {
    const lapsesAt = '2026-06-30T16:00:00.000Z';
    const dated = [...open, made({ lapsesAt }), accepted, reported(5)];
    given(dated)
      .when(d1, by('residents'))
      .then(confirmed(5, 'd1', { lapsesAt }));
    given([...dated, reported(2, 'd2')])
      .when(d1, by('residents'))
      .then(confirmed(5));
  });
  it('pays money into the fund', () =>
    given(funded.slice(0, -2))
      .when(d1, by('residents'))
      .then(...funded.slice(-2)));
  it('keeps no pledge of which all was reported, and not all confirmed', () =>
    given([...history, reported(7, 'd2')])
      .when(d1, by('residents'))
      .then(confirmed(5)));
  it('changes nothing when it is confirmed already, also after the pledge has been kept', () => {
    given([...history, confirmed(5)])
      .when(d1, by('residents'))
      .nothing();
    given([...history, confirmed(5), reported(7, 'd2'), confirmed(7, 'd2'), kept])
      .when(d1, by('residents'))
      .nothing();
  });
  it('is refused to any unit but the proposer, also to who delivered', () => {
    given(history).when(d1, by('school')).refused('project-not-yours');
    given([...history, confirmed(5)])
      .when(d1, by('school'))
      .refused('project-not-yours');
  });
  it('is refused once the pledge has been released', () =>
    given([...history, released('unit-left')])
      .when(d1, by('residents'))
      .refused('pledge-over'));
  it('is refused for what was reversed', () =>
    given([...history, reversed(5, false)])
      .when(d1, by('residents'))
      .refused('delivery-reversed'));
  it('is refused for what nobody delivered, or towards another pledge', () => {
    given(history)
      .when({ ...d1, deliveryId: 'd2' }, by('residents'))
      .refused('delivery-not-found');
    given(history)
      .when({ ...d1, pledgeId: 'p2' }, by('residents'))
      .refused('delivery-not-found');
  });
  it('is refused for a project nobody proposed', () =>
    given([]).when(d1, by('residents')).refused('project-not-found'));
});
