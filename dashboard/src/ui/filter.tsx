import { Tag, TagGroup, TagList } from 'react-aria-components';
import { useSearchParams } from 'wouter';
import { PickField } from './choose-fields.js';
import { type Option } from './fields.js';

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

type FilterProps = Readonly<{ name: string; label: string; all: string; options: readonly Option[] }>;

/** A filter that stands in the address, so that a filtered list can be sent to somebody. */
export const Filter = ({ name, label, all, options }: FilterProps) => {
  const [chosen = '', choose] = useInAddress(name);
  return (
    <TagGroup
      className="filter no-print"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => choose(String([...keys][0] ?? ''))}
    >
      <TagList className="choices" items={[{ id: '', label: all }, ...options]}>
        {(option) => (
          <Tag id={option.id} className="choice" textValue={option.label}>
            {option.label}
          </Tag>
        )}
      </TagList>
    </TagGroup>
  );
};

const any = 'any';

/** The same where there is much to choose from: one types a part of it. */
export const PickFilter = ({ name, label, all, options }: FilterProps) => {
  const [chosen = any, choose] = useInAddress(name);
  return (
    <PickField
      label={label}
      value={chosen}
      onChange={(id) => choose(id === any ? undefined : id)}
      options={[{ id: any, label: all }, ...options]}
    />
  );
};
