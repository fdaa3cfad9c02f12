import { scaleBand, scaleLinear } from 'd3-scale';
import { useWords } from '../i18n/language.js';

const [width, height, head, foot] = [280, 104, 16, 20];

/** A column for each item, in order; what it shows is said in `label`, and to be had as a table beside it. */
export const BarChart = (props: {
  label: string;
  items: readonly Readonly<{ name: string; value: number }>[];
  /** The last one is not over yet. */
  isLastOpen?: boolean;
}) => {
  const { label, items, isLastOpen = false } = props;
  const { number } = useWords();
  const names = items.map(({ name }) => name);
  const x = scaleBand(names, [0, width]).paddingInner(0.28).paddingOuter(0.1);
  const most = Math.max(1, ...items.map(({ value }) => value));
  const y = scaleLinear([0, most], [height - foot, head]);
  return (
    <svg className="bar-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line x1={0} x2={width} y1={y(0)} y2={y(0)} />
      {items.map(({ name, value }, n) => {
        const [left = 0, middle] = [x(name), (x(name) ?? 0) + x.bandwidth() / 2];
        const isEdge = n === 0 || n === items.length - 1;
        return (
          <g key={name} data-open={isLastOpen && n === items.length - 1 ? '' : undefined}>
            <rect x={left} width={x.bandwidth()} y={y(value)} height={y(0) - y(value)} rx={2} />
            {value > 0 && (
              <text x={middle} y={y(value) - 3}>
                {number(value)}
              </text>
            )}
            {isEdge && (
              <text
                className="axis"
                x={n === 0 ? left : left + x.bandwidth()}
                y={height - 4}
                data-edge={n === 0 ? 'start' : 'end'}
              >
                {name}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
};
