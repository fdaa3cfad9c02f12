import type { DataSource } from 'typeorm';

/**
 * A reader's place in one log is none in another: it would pass over events, or take them twice. So the database remembers which
 * log its places are of, from the first time on that one is used. @throws where it is another one
 */
export const mustGoWith = async (owner: DataSource, place: string): Promise<void> => {
  await owner.query('INSERT INTO engine.log_place (place) VALUES ($1) ON CONFLICT DO NOTHING', [place]);
  const [known] = await owner.query('SELECT place FROM engine.log_place');
  if (known.place !== place)
    throw new Error(`this database goes with the log in ${known.place}, and the settings name ${place}: \
say EVENT_STORE as it was, or move: lianjian log copy --from … --to … --move`);
};
