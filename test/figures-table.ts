/** The figures that `npm run bench -- --json docs/figures.json` wrote. */
export type Figures = Readonly<{
  machine: string;
  settings: Readonly<Record<string, string>>;
  results: readonly (Figure & Readonly<{ name: string; unit: string; alsoAt?: readonly Figure[] }>)[];
}>;
type Figure = Readonly<{
  connections?: number;
  threads?: number;
  ours: number;
  p50_ms: number;
  p99_ms: number;
  peers: Readonly<Record<string, number>>;
  ratios?: Readonly<Record<string, number>>;
}>;

const by = (name: string, threads?: number): string =>
  threads ? `${name}, ${threads === 1 ? 'one thread, in order' : `${threads} threads`}` : name;

const peers = { insert: 'plain inserts', emmett: 'Emmett', eventstoredb: 'EventStoreDB', echo: 'echo' };

/** The table of docs/performance.md. A peer's column is there where it was measured. */
export const figuresTable = ({ machine, settings, results }: Figures): string => {
  const measured = Object.entries(peers).filter(([peer]) => results.some((each) => peer in each.peers));
  const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
  const beside = ({ peers: theirs, ratios }: Figure, peer: string) =>
    theirs[peer] === undefined ? '' : `${number(theirs[peer])} (${ratios?.[peer]?.toFixed(2)}×)`;
  const line = (name: string, unit: string, figure: Figure) => [
    figure.connections ? `${name}, ${figure.connections} connections` : by(name, figure.threads),
    `${number(figure.ours)} ${unit}`,
    `${number(figure.p50_ms)} / ${number(figure.p99_ms)}`,
    ...measured.map(([peer]) => beside(figure, peer)),
  ];
  const lines = [
    ['what', 'ours', 'p50 / p99 ms', ...measured.map(([, name]) => name)],
    ['what', 'ours', 'p50', ...measured].map(() => '---'),
    ...results.flatMap(({ name, unit, alsoAt = [], ...figure }) =>
      [figure, ...alsoAt].map((each) => line(name, unit, each)),
    ),
  ];
  const where = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return `${machine}; ${where.join(', ')}.\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
};
