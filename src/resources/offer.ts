import type { Offer } from './events.js';
import type { ReviseResource } from './revise-resource.js';

/** What a command says of a resource; the owner approves bookings unless said. */
export const offerOf = ({
  name,
  kind,
  unitOfMeasure,
  quantity,
  approval = 'owner',
  availability,
  terms,
}: ReviseResource): Offer => ({
  name,
  kind,
  unitOfMeasure,
  quantity,
  approval,
  ...(availability && { availability }),
  ...(terms && { terms }),
});

/** Money is counted in the minor unit of a currency (ISO 4217), or nobody knows how much it is. */
export const withoutCurrency = ({ kind, unitOfMeasure }: Offer): boolean =>
  kind === 'money' && !/^[A-Z]{3}$/.test(unitOfMeasure);
