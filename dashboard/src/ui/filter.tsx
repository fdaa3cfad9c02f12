import { useSearchParams } from 'wouter';
import type { Option } from './fields.js';

type InAddress = readonly [chosen: string | undefined, choose: (id: string | undefined) => void];

/** What the address says by a name; to choose nothing takes it out. */
export const useInAddress = (name: string): InAddress => {
  const [search, setSearch] = useSearchParams();
  const choose = (id: string | undefined) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (id) next.set(name, id);
      else next.delete(name);
      return next;
    });
  return [search.get(name) ?? undefined, choose];
};

/** One of the words that a list may be filtered by; anything else in the address filters nothing. */
export const useFilter = <const W extends string>(name: string, words: readonly W[]): W | undefined => {
  const [chosen] = useInAddress(name);
  return words.find((each) => each === chosen);
};

export type FilterProps = Readonly<{ name: string; label: string; all: string; options: readonly Option[] }>;

/** A filter that stands in the address, so that a filtered list can be sent to somebody. Native, since every list has one. */
export const Filter = ({ name, label, all, options }: FilterProps) => {
  const [chosen = '', choose] = useInAddress(name);
  return (
    <div className="filter no-print" role="radiogroup" aria-label={label}>
      <div className="choices">
        {[{ id: '', label: all }, ...options].map((option) => (
          <label key={option.id} className="choice">
            <input
              type="radio"
              name={name}
              className="unseen"
              checked={option.id === chosen}
              onChange={() => choose(option.id)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </div>
  );
};
