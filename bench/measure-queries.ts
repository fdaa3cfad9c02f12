import type { INestApplicationContext } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { schemaOf } from '../libs/nest-event-sourcing/src/index.js';
import { projection } from '../src/contexts.js';
import { ms, printTable, quantile } from './figures.js';
import { questionsOf, type Question } from './questions.js';

type Statement = Readonly<{ text: string; values: readonly unknown[] }>;

/** Each question's time at the database (EXPLAIN ANALYZE, planning and execution) and as its caller sees it. */
export const measureQueries = async (
  app: INestApplicationContext,
  { ownerUrl, url }: Readonly<{ ownerUrl: string; url: string }>,
  runs: number,
  only: readonly string[],
): Promise<void> => {
  await analyze(ownerUrl);
  const database = app.get(DataSource);
  const client = new pg.Client(url);
  await client.connect();
  const rows = [];
  for (const question of await questionsOf(database)) {
    if (only.length > 0 && !only.some((each) => question.name.startsWith(each))) continue;
    const { statements, items } = await statementsOf(app, database, question);
    const [planning, execution, asked]: [number[], number[], number[]] = [[], [], []];
    for (let run = -5; run < runs; run++) {
      const plan = await explained(client, statements);
      const before = performance.now();
      await app.get(QueryBus).execute(question.ask());
      const took = performance.now() - before;
      if (run < 0) continue; // to warm up
      planning.push(plan.planning);
      execution.push(plan.execution);
      asked.push(took);
    }
    rows.push({
      question: question.name,
      items,
      'execution ms': ms(quantile(execution, 0.5)),
      least: ms(quantile(execution, 0)),
      p99: ms(quantile(execution, 0.99)),
      'planning ms': ms(quantile(planning, 0.5)),
      'asked ms': ms(quantile(asked, 0.5)),
      'least ': ms(quantile(asked, 0)),
      'p99 ': ms(quantile(asked, 0.99)),
    });
  }
  await client.end();
  printTable(rows);
};

/** As the server does by itself within a minute or so. */
const analyze = async (ownerUrl: string): Promise<void> => {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  const tables = `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = $1`;
  for (const { name } of (await owner.query(tables, [schemaOf(projection)])).rows)
    await owner.query(`VACUUM ANALYZE ${name}`);
  await owner.end();
};

/** The SELECTs that a question sends. */
const statementsOf = async (app: INestApplicationContext, database: DataSource, { ask }: Question) => {
  const statements: Statement[] = [];
  const { logger } = database;
  const logQuery = (text: string, values: readonly unknown[] = []) => {
    if (/^\s*(SELECT|WITH)/.test(text) && !text.includes('engine.checkpoint')) statements.push({ text, values });
  };
  database.logger = Object.assign(Object.create(logger), { logQuery });
  const { answer } = await app.get(QueryBus).execute(ask());
  database.logger = logger;
  return { statements, items: (answer as { items?: readonly unknown[] }).items?.length ?? 1 };
};

const explained = async (client: pg.Client, statements: readonly Statement[]) => {
  const sum = { planning: 0, execution: 0 };
  for (const { text, values } of statements) {
    const { rows } = await client.query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`, [...values]);
    const [plan] = rows[0]['QUERY PLAN'];
    sum.planning += plan['Planning Time'];
    sum.execution += plan['Execution Time'];
  }
  return sum;
};
