import { parseArgs } from 'node:util';

type Asked<T, More extends string> = Readonly<Record<keyof T, number> & Record<More, readonly string[]>>;

/**
 * What a tool was asked on its command line: whole numbers by name, with what they are unless said, and texts that may be
 * said several times. `--help` prints the usage and ends; what cannot be taken is named, with the usage, and ends with 2.
 */
export const numbersAsked = <T extends Readonly<Record<string, number>>, More extends string = never>(
  usage: string,
  defaults: T,
  texts: readonly More[] = [],
): Asked<T, More> => {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean' },
        ...Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' } as const])),
        ...Object.fromEntries(texts.map((name) => [name, { type: 'string', multiple: true } as const])),
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit();
    }
    const said: Readonly<Record<string, unknown>> = values;
    return Object.fromEntries([
      ...Object.entries(defaults).map(([name, unlessSaid]) => [name, whole(name, said[name] ?? unlessSaid)]),
      ...texts.map((name) => [name, said[name] ?? []]),
    ]) as Asked<T, More>; // made of the very names that it has
  } catch (error) {
    console.error(`${String(error)}\n\n${usage}`);
    process.exit(2);
  }
};

const whole = (name: string, said: unknown): number => {
  if (!/^\d{1,9}$/.test(String(said))) throw new RangeError(`--${name} takes a whole number`);
  return Number(said);
};
