import { answering, NotYet, TenantQuery } from '#nest-event-sourcing';
import type { EntityManager } from 'typeorm';
import type { AskedByAsker } from '../../access/principal.js';
import { AllianceRow } from '../../alliances/alliance-row.js';
import { tableOf } from '../../alliances/table-of.js';
import { getProject, GetProject } from '../../projects/one-project.js';
import { getDashboard, GetDashboard, spansAt } from '../dashboard.js';
import { loadOf } from '../load.js';
import { past } from '../period.js';
import { GetRollUp, getRollUp } from '../roll-up.js';
import { GetStatement, getStatement } from '../statement.js';
import { theUnit } from '../the-unit.js';
import { GetTrends, getTrends } from '../trends.js';
import { linesBelow } from './below.js';
import { dashboardFigure, dashboardKeys } from './dashboard-figures.js';
import { askedAt, explain } from './explain.js';
import type {
  ExplainFilter,
  ExplainLoadFilter,
  ExplainPeriodFilter,
  ExplainTrendsFilter,
  Explanation,
} from './explanation.js';
import { loadFigure, loadKeys } from './load-figures.js';
import { openMatters } from './matter-lines.js';
import { projectFigure, projectKeys } from './project-figures.js';
import { statementFigure, statementKeys } from './statement-figures.js';
import { trendFigure, trendKeys } from './trend-figures.js';

const days = 92;

/** What makes up a figure of the dashboard? */
export class ExplainDashboard extends TenantQuery<Explanation> {
  constructor(
    asked: AskedByAsker,
    readonly filter: ExplainFilter,
  ) {
    super(asked);
  }
}

export const explainDashboard = answering(ExplainDashboard, async (db, { asked, filter }) => {
  const of = ['dashboard'];
  const { then, timeZone } = await when(db, asked, filter, of);
  return explain(db, asked, filter, {
    ...{ of, keys: dashboardKeys },
    answer: () => getDashboard.answer(db, new GetDashboard(then)),
    figure: (path) =>
      path[0] === 'matters'
        ? openMatters(db, then, path[1] ?? '')
        : dashboardFigure(path, { spans: spansAt(then.now, timeZone), timeZone }),
  });
});

/** What makes up a figure of an alliance and all that are below it? */
export class ExplainRollUp extends TenantQuery<Explanation> {
  constructor(
    asked: AskedByAsker,
    readonly filter: ExplainFilter,
  ) {
    super(asked);
  }
}

export const explainRollUp = answering(ExplainRollUp, async (db, { asked, filter }) => {
  const of = ['roll-up'];
  const { then, timeZone } = await when(db, asked, filter, of);
  return explain(db, asked, filter, {
    ...{ of, keys: dashboardKeys },
    answer: () => getRollUp.answer(db, new GetRollUp(then)),
    figure: (path) => dashboardFigure(path, { spans: spansAt(then.now, timeZone), timeZone }),
    more: (path, after) => linesBelow(db, asked.tenantId, path, after),
  });
});

/** What makes up a figure of a unit's statement? */
export class ExplainStatement extends TenantQuery<Explanation> {
  constructor(
    asked: AskedByAsker,
    readonly unitId: string,
    readonly filter: ExplainPeriodFilter,
  ) {
    super(asked);
  }
}

export const explainStatement = answering(ExplainStatement, async (db, { asked, unitId, filter }) => {
  await theUnit(db, asked, unitId);
  const of = ['statement', unitId];
  const { then, timeZone } = await when(db, asked, filter, of);
  const period = past(filter, then.now, days);
  return explain(db, asked, filter, {
    ...{ of, keys: statementKeys },
    answer: () => getStatement.answer(db, new GetStatement(then, unitId, period)),
    figure: (path) => statementFigure(path, { unitId, period, timeZone }),
  });
});

/** What makes up a figure of a unit's load? */
export class ExplainLoad extends TenantQuery<Explanation> {
  constructor(
    asked: AskedByAsker,
    readonly filter: ExplainLoadFilter,
  ) {
    super(asked);
  }
}

export const explainLoad = answering(ExplainLoad, async (db, { asked, filter }) => {
  const { unitId } = filter;
  const of = ['load'];
  const { then } = await when(db, asked, filter, of);
  const period = past(filter, then.now, days, 366);
  return explain(db, asked, filter, {
    ...{ of, keys: loadKeys },
    answer: async () => (await loadOf(db, asked.tenantId, unitId, period)) ?? {},
    figure: (path) => loadFigure(path, { unitId, period }),
  });
});

/** What makes up a figure of a week? */
export class ExplainTrends extends TenantQuery<Explanation> {
  constructor(
    asked: AskedByAsker,
    readonly filter: ExplainTrendsFilter,
  ) {
    super(asked);
  }
}

export const explainTrends = answering(ExplainTrends, async (db, { asked, filter }) => {
  const of = ['trends'];
  const { then } = await when(db, asked, filter, of);
  const trends = await getTrends.answer(
    db,
    new GetTrends(then, filter.weeks === undefined ? {} : { weeks: filter.weeks }),
  );
  return explain(db, asked, filter, {
    ...{ of, keys: trendKeys },
    answer: async () => trends,
    figure: ([, monday, name = '']) => {
      const week = trends.weeks.find((each) => each.monday === monday);
      return week && trendFigure(name, { from: week.from, until: week.until });
    },
  });
});

/** What makes up a figure of a project? */
export class ExplainProject extends TenantQuery<Explanation> {
  constructor(
    asked: AskedByAsker,
    readonly projectId: string,
    readonly filter: ExplainFilter,
  ) {
    super(asked);
  }
}

export const explainProject = answering(ExplainProject, (db, { asked, projectId, filter }) =>
  explain(db, asked, filter, {
    ...{ of: ['project', projectId], keys: projectKeys },
    answer: () => getProject.answer(db, new GetProject(asked, projectId)),
    figure: (path) => projectFigure(path, projectId),
  }),
);

/** The question as of the first page, and the clocks of the alliance. */
const when = async (db: EntityManager, asked: AskedByAsker, filter: ExplainFilter, of: readonly string[]) => {
  const text = `SELECT charter->>'timeZone' AS "timeZone" FROM ${tableOf(db, AllianceRow)} WHERE "allianceId" = $1`;
  const [alliance]: readonly Readonly<{ timeZone: string }>[] = await db.query(text, [asked.tenantId]);
  if (!alliance) throw new NotYet(`the read models have not reached the founding of ${asked.tenantId}`);
  return { then: { ...asked, now: askedAt(db, asked, filter, of) }, timeZone: alliance.timeZone };
};
