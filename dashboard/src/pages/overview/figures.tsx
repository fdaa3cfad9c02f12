import { Link } from 'wouter';
import type { Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import type { Tone } from '../../ui/badge.js';

type Dashboard = Schemas['Dashboard'];

/** The four answers that a coordinator comes for; each leads to its list. */
export const Figures = ({ of, matters }: { of: Dashboard; matters: readonly Schemas['OpenMatter'][] | undefined }) => {
  const { t, percent } = useWords();
  const count = (wanted: (matter: Schemas['OpenMatter']) => boolean) => matters?.filter(wanted).length;
  const late = count(({ urgency }) => urgency === 'late');
  const soon = count(({ urgency }) => urgency === 'soon') ?? 0;
  const short = count(({ kind }) => kind === 'requirement-short' || kind === 'requirement-untaken');
  const voting = of.openMotions.filter(({ status }) => status === 'voting').length;
  const shared = of.resources.reduce((sum, { count: n }) => sum + n, 0);
  const paused = of.resources.reduce((sum, { paused: n }) => sum + n, 0);
  const use = useOf(of);
  return (
    <ul className="figures-row">
      <Figure
        {...{ name: t('overview.late'), value: late, href: '/matters?urgency=late', tone: late ? 'late' : 'good' }}
        help={late === 0 && soon === 0 ? t('overview.nothingLate') : t('overview.lateHelp', { n: soon })}
      />
      <Figure
        {...{
          name: t('overview.short'),
          value: short,
          href: '/matters?kind=requirement-short',
          tone: short ? 'soon' : 'good',
        }}
        help={t(short === 0 ? 'overview.nothingShort' : 'overview.shortHelp')}
      />
      <Figure
        {...{ name: t('overview.undecided'), value: of.openMotions.length, href: '/committee/motions', tone: 'info' }}
        help={t('overview.undecidedHelp', { n: voting })}
      />
      <Figure
        {...{ name: t('overview.shared'), value: shared, href: '/resources', tone: 'quiet' }}
        help={
          use === undefined
            ? t('overview.sharedHelp', { n: paused })
            : t('overview.sharedUse', { percent: percent(use) })
        }
      />
    </ul>
  );
};

/** Which part of the time that there is is booked. Of different measures only parts can be put together. */
const useOf = ({ resources }: Dashboard): number | undefined => {
  const parts = resources.flatMap(({ next7Days: week, count }) => (week && week.available > 0 ? [[week.used / week.available, count] as const] : [])); // prettier-ignore
  const all = parts.reduce((sum, [, count]) => sum + count, 0);
  return all > 0 ? parts.reduce((sum, [part, count]) => sum + part * count, 0) / all : undefined;
};

const Figure = (props: { name: string; value: number | undefined; help: string; href: string; tone: Tone }) => {
  const { name, value, help, href, tone } = props;
  const { number } = useWords();
  return (
    <li>
      <Link className="figure" href={href} data-tone={tone}>
        <span className="name">{name}</span>
        <strong>{value === undefined ? '…' : number(value)}</strong>
        <span className="help">{help}</span>
      </Link>
    </li>
  );
};
