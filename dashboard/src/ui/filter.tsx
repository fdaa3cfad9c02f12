import { Tag, TagGroup, TagList } from 'react-aria-components';
import { useSearchParams } from 'wouter';
import type { Option } from './fields.js';

/** A filter that stands in the address, so that a filtered list can be sent to somebody. */
export const Filter = ({
  name,
  label,
  all,
  options,
}: {
  name: string;
  label: string;
  all: string;
  options: readonly Option[];
}) => {
  const [search, setSearch] = useSearchParams();
  const chosen = search.get(name) ?? '';
  const choose = (id: string) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (id === '') next.delete(name);
      else next.set(name, id);
      return next;
    });
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
