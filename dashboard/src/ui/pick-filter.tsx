import { useInAddress, type FilterProps } from './filter.js';
import { LazyPickField } from './lazy-fields.js';

const any = 'any';

/** A filter that stands in the address where there is much to choose from: one types a part of it. */
export const PickFilter = ({ name, label, all, options }: FilterProps) => {
  const [chosen = any, choose] = useInAddress(name);
  return (
    <LazyPickField
      label={label}
      value={chosen}
      onChange={(id) => choose(id === any ? undefined : id)}
      options={[{ id: any, label: all }, ...options]}
    />
  );
};
