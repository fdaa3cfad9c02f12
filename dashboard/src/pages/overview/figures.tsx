import { Link } from 'wouter';
import type { Schemas } from '../../api/query.js';
import { Explain } from '../../explain/explain.js';
import type { Figure as ExplainedFigure } from '../../explain/figure.js';
import { useWords } from '../../i18n/language.js';
import type { Tone } from '../../ui/badge.js';
import { matterFigures, sharedFigures } from './explained.js';

type Dashboard = Schemas['Dashboard'];
type Counted = Schemas['MatterCount'];
type Shown = Readonly<{
  name: string;
  count: number;
  tone: Tone;
  href: string;
  help: string;
  /** Where the help counts something of its own. */
  helpHref?: string | undefined;
  /** What it is the sum of; what is paused is taken away. */
  figures: readonly ExplainedFigure[];
  /** How the help's figure is worked out. */
  note?: string | undefined;
}>;

/** The four answers that a coordinator comes for; each leads to the list of what it counts. */
export const Figures = ({ of }: { of: Dashboard }) => (
  <ul className="figures-row">
    {useFigures(of).map((each) => (
      <Figure key={each.href} {...each} />
    ))}
  </ul>
);

const useFigures = (of: Dashboard): readonly Shown[] => {
  const words = useWords();
  const { t, percent, list } = words;
  const matters = {
    late: of.matters.filter(({ urgency }) => urgency === 'late'),
    short: of.matters.filter(({ kind }) => kind === 'requirement-short' || kind === 'requirement-untaken'),
    voting: of.matters.filter(({ kind }) => kind === 'motion-voting'),
  };
  const [late, short, voting] = [sumOf(matters.late), sumOf(matters.short), sumOf(matters.voting)];
  const count = (wanted: (matter: Counted) => boolean) => sumOf(of.matters.filter(wanted));
  const [soon, tabled] = [count(({ urgency }) => urgency === 'soon'), count(({ kind }) => kind === 'motion-tabled')];
  const paused = of.resources.reduce((sum, each) => sum + each.paused, 0);
  const use = useOf(of);
  return [
    {
      ...{ name: t('overview.late'), count: late, tone: late ? 'late' : 'good', href: '/matters?urgency=late' },
      help: soon ? t('overview.lateHelp', { n: soon }) : t(late ? 'overview.nothingSoon' : 'overview.nothingLate'),
      figures: matterFigures(matters.late, words),
      helpHref: soon ? '/matters?urgency=soon' : undefined,
    },
    {
      ...{ name: t('overview.short'), count: short, tone: short ? 'soon' : 'good' },
      figures: matterFigures(matters.short, words),
      href: '/matters?subjectType=requirement',
      help: short ? t('overview.shortHelp', { n: short }) : t('overview.nothingShort'),
    },
    {
      ...{ name: t('overview.voting'), count: voting, tone: voting ? 'info' : 'quiet' },
      figures: matterFigures(matters.voting, words),
      href: '/committee/motions?status=voting',
      help: tabled ? t('overview.votingHelp', { n: tabled }) : t('overview.noneTabled'),
      helpHref: tabled ? '/committee/motions?status=tabled' : undefined,
    },
    {
      ...{ name: t('overview.shared'), count: sumOf(of.resources) - paused, tone: 'quiet' },
      figures: sharedFigures(of.resources, words),
      href: '/resources?status=offered',
      help: use === undefined ? t('overview.sharedHelp', { n: paused }) : t('overview.sharedUse', { percent: percent(use.mean) }), // prettier-ignore
      note: use === undefined ? undefined : t('explain.meanUse', { made: list(use.parts.map((each) => t('explain.timesCount', { part: percent(each.percent / 100), n: each.count }))), n: use.count, percent: percent(use.mean) }), // prettier-ignore
      helpHref: use === undefined && paused ? '/resources?status=paused' : undefined,
    },
  ];
};

const sumOf = (of: readonly Readonly<{ count: number }>[]): number => of.reduce((sum, { count }) => sum + count, 0);

/**
 * Which part of the time that there is is booked. Of different measures only parts can be put together: their mean, each
 * counted as often as there are resources of it.
 */
const useOf = ({ resources }: Dashboard) => {
  const parts = resources.flatMap(({ next7Days, count }) =>
    next7Days && next7Days.percent !== null ? [{ percent: next7Days.percent, count }] : [],
  );
  const count = sumOf(parts);
  return count > 0
    ? { parts, count, mean: parts.reduce((sum, each) => sum + each.percent * each.count, 0) / count / 100 }
    : undefined;
};

const Figure = ({ name, count, help, href, helpHref, tone, figures, note }: Shown) => {
  const { number } = useWords();
  return (
    <li className="figure" data-tone={tone}>
      <Link href={href}>
        <span className="name">{name}</span>
        <strong>{number(count)}</strong>
      </Link>
      <Explain title={name} figures={figures} note={note} />
      <span className="help">{helpHref ? <Link href={helpHref}>{help}</Link> : help}</span>
    </li>
  );
};
