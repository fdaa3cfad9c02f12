import type { ReactNode } from 'react';

/** What something is, name by name; what there is nothing to say of is left out. */
export const Pairs = ({ of }: { of: readonly (readonly [name: string, shown: ReactNode])[] }) => (
  <dl className="pairs">
    {of.map(([name, shown]) =>
      shown === null || shown === undefined || shown === false || shown === '' ? null : (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{shown}</dd>
        </div>
      ),
    )}
  </dl>
);
