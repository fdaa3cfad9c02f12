import { spec } from '#event-sourcing/testing';
import { happened } from './events.js';
import { readmitEvent } from './readmit-event.js';
import { setEventAside } from './set-event-aside.js';

const of = { reader: 'views/project', eventId: 'e1', position: 7 };
const why = { reason: 'Its row is gone', by: 'Li' };
const aside = happened('EventSetAside', { ...of, eventType: 'ProjectRevised', sealed: { plain: why } });
const readmitted = happened('EventReadmitted', { ...of, sealed: { plain: why } });
const { position: _, ...named } = of;

describe('An event that a reader cannot take', () => {
  const set = spec(setEventAside);
  const asked = { ...of, ...why, eventType: 'ProjectRevised' };
  it('is set aside, with who said so and why', () => set.given([]).when(asked).then(aside));
  it('is set aside once', () =>
    set
      .given([aside])
      .when({ ...asked, reason: 'Another one' })
      .nothing());
  it('is set aside for one reader alone', () =>
    set
      .given([aside])
      .when({ ...asked, reader: 'views/need' })
      .then(happened('EventSetAside', { ...aside.data, reader: 'views/need' })));
  it('is set aside with all that comes after it in its stream, where that is said', () => {
    const from = { streamId: 'project-p1', revision: 2 };
    return set
      .given([])
      .when({ ...asked, from })
      .then(happened('EventSetAside', { ...aside.data, from }));
  });
  it('is set aside again after it was readmitted', () => set.given([aside, readmitted]).when(asked).then(aside));
});

describe('An event that was set aside', () => {
  const readmit = spec(readmitEvent);
  const asked = { ...named, ...why };
  it('is readmitted, with who said so and why', () => readmit.given([aside]).when(asked).then(readmitted));
  it('is readmitted once', () => readmit.given([aside, readmitted]).when(asked).nothing());
  it('is the only kind that is readmitted', () => readmit.given([]).when(asked).refused('event-not-set-aside'));
  it('is known by its reader and its id', () =>
    readmit
      .given([aside])
      .when({ ...asked, reader: 'views/need' })
      .refused('event-not-set-aside'));
});
