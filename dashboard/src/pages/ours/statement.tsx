import type { ReactNode } from 'react';
import type { Schemas } from '../../api/query.js';
import { Explain } from '../../explain/explain.js';
import type { Figure } from '../../explain/figure.js';
import { useWords } from '../../i18n/language.js';
import { Card } from '../../ui/page.js';
import { DataTable } from '../../ui/table.js';
import { measureFigures, promiseFigures, sharedFigures, statementOf, tookPartFigures } from './explained.js';
import './statement.css';

type Statement = Schemas['UnitStatement'];

/** What a unit gave, received, promised and kept, each in its own unit of measure: nothing is converted to money. */
export const StatementDocument = ({ of }: { of: Statement }) => {
  const { t } = useWords();
  return (
    <div className="statement">
      <div className="balance">
        <Measures title={t('ours.gave')} help={t('ours.gaveHelp')} of={of} list="gave" />
        <Measures title={t('ours.received')} help={t('ours.receivedHelp')} of={of} list="received" />
        <Measures title={t('ours.lent')} help={t('ours.lentHelp')} of={of} list="lent" />
        <Measures title={t('ours.borrowed')} help={t('ours.borrowedHelp')} of={of} list="borrowed" />
      </div>
      <Promises of={of} />
      <div className="balance">
        <Shared of={of} />
        <TookPart of={of} />
      </div>
    </div>
  );
};

type SectionProps = Readonly<{ title: string; help?: string; figures: readonly Figure[]; children: ReactNode }>;

const Section = ({ title, help, figures, children }: SectionProps) => (
  <Card title={title} beside={<Explain title={title} figures={figures} />}>
    {help && <p className="small soft">{help}</p>}
    {children}
  </Card>
);

type MeasuresProps = Readonly<{ title: string; help: string; of: Statement; list: 'gave' | 'received' | 'lent' | 'borrowed' }>; // prettier-ignore

const Measures = ({ title, help, of, list }: MeasuresProps) => {
  const words = useWords();
  const { t, value, amount } = words;
  const measures = of[list];
  return (
    <Section title={title} help={help} figures={measureFigures(statementOf(of), list, measures, words)}>
      {measures.length === 0 ? (
        <p className="soft">{t('ours.nothingOf')}</p>
      ) : (
        <ul className="lines">
          {measures.map(({ kind, unitOfMeasure, facts, quantity }) => (
            <li key={`${kind} ${unitOfMeasure}`}>
              <span>
                {value(kind)} <small>{t('ours.times', { n: facts })}</small>
              </span>
              <strong className="figures">{amount(quantity, unitOfMeasure)}</strong>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
};

const Promises = ({ of }: { of: Statement }) => {
  const words = useWords();
  const { t, value, amount } = words;
  const { promises } = of;
  const shown = (unitOfMeasure: string, ...figures: readonly Schemas['Figure'][]) =>
    amount(
      figures.reduce((sum, { quantity }) => sum + quantity, 0),
      unitOfMeasure,
    );
  return (
    <Section title={t('ours.promises')} figures={promiseFigures(statementOf(of), promises, words)}>
      {promises.length === 0 ? (
        <p className="soft">{t('ours.noPromises')}</p>
      ) : (
        <DataTable
          label={t('ours.promises')}
          items={promises}
          keyOf={({ kind, unitOfMeasure }) => `${kind} ${unitOfMeasure}`}
          columns={[
            { name: t('ours.kind'), show: ({ kind }) => value(kind) },
            {
              name: t('ours.promised'),
              isNumber: true,
              show: ({ unitOfMeasure, promised, takenOver }) => shown(unitOfMeasure, promised, takenOver),
            },
            {
              name: t('ours.delivered'),
              isNumber: true,
              show: ({ unitOfMeasure, delivered }) => shown(unitOfMeasure, delivered),
            },
            { name: t('ours.kept'), isNumber: true, show: ({ unitOfMeasure, kept }) => shown(unitOfMeasure, kept) },
            { name: t('ours.open'), isNumber: true, show: ({ unitOfMeasure, open }) => shown(unitOfMeasure, open) },
            {
              name: t('ours.ended'),
              isNumber: true,
              show: ({ unitOfMeasure, withdrawn, lapsed }) => shown(unitOfMeasure, withdrawn, lapsed),
            },
          ]}
        />
      )}
    </Section>
  );
};

const Shared = ({ of }: { of: Statement }) => {
  const words = useWords();
  const { t, value, amount, percent } = words;
  const { shared } = of;
  return (
    <Section title={t('ours.shared')} figures={sharedFigures(statementOf(of), shared, words)}>
      {shared.length === 0 ? (
        <p className="soft">{t('ours.nothingOf')}</p>
      ) : (
        <ul className="lines">
          {shared.map(({ kind, unitOfMeasure, quantity, usedTime, stock }) => {
            const used = usedTime?.percent ?? stock?.percent;
            return (
              <li key={`${kind} ${unitOfMeasure}`}>
                <span>
                  {value(kind)}
                  {typeof used === 'number' && <small>{t('ours.used', { percent: percent(used / 100) })}</small>}
                </span>
                <strong className="figures">{amount(quantity, unitOfMeasure)}</strong>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
};

const TookPart = ({ of: statement }: { of: Statement }) => {
  const words = useWords();
  const { t, number } = words;
  const { sittings, ballots, motionsTabled, actions } = statement;
  const of = (part: number, whole: number) => t('ours.of', { part, whole });
  const lines = [
    [t('ours.sittings'), of(sittings.taken, sittings.entitled)],
    [t('ours.ballots'), of(ballots.taken, ballots.entitled)],
    [t('ours.tabled'), number(motionsTabled)],
    [t('ours.actions'), of(actions.done, actions.given)],
    ...(actions.overdue > 0 ? [[t('ours.overdue'), number(actions.overdue)] as const] : []),
  ] as const;
  return (
    <Section title={t('ours.part')} figures={tookPartFigures(statementOf(statement), statement, words)}>
      <ul className="lines">
        {lines.map(([name, said]) => (
          <li key={name}>
            <span>{name}</span>
            <strong className="figures">{said}</strong>
          </li>
        ))}
      </ul>
    </Section>
  );
};
