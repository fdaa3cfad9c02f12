import { Suspense, type ComponentType } from 'react';
import { lazily } from '../ui/lazily.js';
import { Skeleton } from '../ui/state.js';

/** Fields of dates weigh a fifth of all that a dialog needs: only one that has such a field waits for it, in its place. */
const later = <Props extends Readonly<{ label: string }>>(load: () => Promise<ComponentType<Props>>) => {
  const { Shown } = lazily(load);
  return (props: Props) => (
    <Suspense
      fallback={
        <div className="field">
          <span className="react-aria-Label">{props.label}</span>
          <Skeleton lines={1} />
        </div>
      }
    >
      <Shown {...props} />
    </Suspense>
  );
};

const dates = () => import('../ui/date-fields.js');
const repeats = () => import('./repeat-field.js');
export const DayField = later(async () => (await dates()).DayField);
export const InstantField = later(async () => (await dates()).InstantField);
export const AvailabilityField = later(async () => (await repeats()).AvailabilityField);
export const SeriesField = later(async () => (await repeats()).SeriesField);
