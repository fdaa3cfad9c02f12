import { Acts } from '../../act/acts.js';
import type { Schemas } from '../../api/query.js';

type Shown = Readonly<{ of: Schemas['BookingView']; first?: readonly string[]; unitOfMeasure: string | undefined }>;

/** What may be done with a booking; another time begins with the one that it has. */
export const BookingActs = ({ of, ...rest }: Shown) => {
  const { from, to, quantity } = of;
  const hintsOf = (act: string) => (act === 'RescheduleBooking' ? { given: { from, to, quantity } } : {});
  return <Acts of={of} hintsOf={hintsOf} {...rest} />;
};
