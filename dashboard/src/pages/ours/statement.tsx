import type { ReactNode } from 'react';
import type { Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { DataTable } from '../../ui/table.js';
import './statement.css';

type Statement = Schemas['UnitStatement'];

/** What a unit gave, received, promised and kept, each in its own unit of measure: nothing is converted to money. */
export const StatementDocument = ({ of }: { of: Statement }) => {
  const { t } = useWords();
  return (
    <div className="statement">
      <div className="balance">
        <Measures title={t('ours.gave')} help={t('ours.gaveHelp')} of={of.gave} />
        <Measures title={t('ours.received')} help={t('ours.receivedHelp')} of={of.received} />
        <Measures title={t('ours.lent')} help={t('ours.lentHelp')} of={of.lent} />
        <Measures title={t('ours.borrowed')} help={t('ours.borrowedHelp')} of={of.borrowed} />
      </div>
      <Promises of={of.promises} />
      <div className="balance">
        <Shared of={of.shared} />
        <TookPart of={of} />
      </div>
    </div>
  );
};

const Section = ({ title, help, children }: { title: string; help?: string; children: ReactNode }) => (
  <section className="card">
    <h2>{title}</h2>
    {help && <p className="small soft">{help}</p>}
    {children}
  </section>
);

const Measures = ({ title, help, of }: { title: string; help: string; of: readonly Schemas['MeasureFigure'][] }) => {
  const { t, value, amount } = useWords();
  return (
    <Section title={title} help={help}>
      {of.length === 0 ? (
        <p className="soft">{t('ours.nothingOf')}</p>
      ) : (
        <ul className="lines">
          {of.map(({ kind, unitOfMeasure, facts, quantity }) => (
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

const Promises = ({ of }: { of: Statement['promises'] }) => {
  const { t, value, amount } = useWords();
  const shown = (unitOfMeasure: string, ...figures: readonly Schemas['Figure'][]) =>
    amount(
      figures.reduce((sum, { quantity }) => sum + quantity, 0),
      unitOfMeasure,
    );
  return (
    <Section title={t('ours.promises')}>
      {of.length === 0 ? (
        <p className="soft">{t('ours.noPromises')}</p>
      ) : (
        <DataTable
          label={t('ours.promises')}
          items={of}
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

const Shared = ({ of }: { of: Statement['shared'] }) => {
  const { t, value, amount, percent } = useWords();
  return (
    <Section title={t('ours.shared')}>
      {of.length === 0 ? (
        <p className="soft">{t('ours.nothingOf')}</p>
      ) : (
        <ul className="lines">
          {of.map(({ kind, unitOfMeasure, quantity, usedTime, stock }) => {
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

const TookPart = ({ of: { sittings, ballots, motionsTabled, actions } }: { of: Statement }) => {
  const { t, number } = useWords();
  const of = (part: number, whole: number) => t('ours.of', { part, whole });
  const lines = [
    [t('ours.sittings'), of(sittings.taken, sittings.entitled)],
    [t('ours.ballots'), of(ballots.taken, ballots.entitled)],
    [t('ours.tabled'), number(motionsTabled)],
    [t('ours.actions'), of(actions.done, actions.given)],
    ...(actions.overdue > 0 ? [[t('ours.overdue'), number(actions.overdue)] as const] : []),
  ] as const;
  return (
    <Section title={t('ours.part')}>
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
