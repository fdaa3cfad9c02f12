import { typesOf, type Part, type ReadModel } from '#event-sourcing';
import type { Projection } from '../projector.js';

/** What one worker folds: some read models, from all streams or from a share of them. */
export type Share = Readonly<{ number: number; models: readonly ReadModel[]; part: Part }>;

/** How the log is split among workers: so many shares of the streams, and one for what streams have in common. */
export const sharesOf = ({ models }: Projection, streams_n: number): readonly Share[] => {
  const [apart, together] = [models.filter(({ byStream }) => byStream), models.filter(({ byStream }) => !byStream)];
  const streams = apart.length === 0 ? [] : Array.from({ length: streams_n }, (_, share) => share);
  const shares = [
    ...streams.map((share) => ({
      models: apart,
      part: { types: typesOfAll(apart), of: { share, shares: streams_n } },
    })),
    ...(together.length === 0 ? [] : [{ models: together, part: { types: typesOfAll(together) } }]),
  ];
  return shares.map((share, number) => ({ number, ...share }));
};

/** @throws where there are not so many */
export const shareAt = (projection: Projection, streams_n: number, number: number): Share => {
  const share = sharesOf(projection, streams_n)[number];
  if (!share) throw new Error(`${projection.name} has no share ${number} of ${streams_n}`);
  return share;
};

const typesOfAll = (models: readonly ReadModel[]): readonly string[] | undefined => {
  const types = models.map(typesOf);
  return types.includes(undefined) ? undefined : [...new Set(types.flatMap((each) => each ?? []))];
};
