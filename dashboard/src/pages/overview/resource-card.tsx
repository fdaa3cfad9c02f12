import { Link } from 'wouter';
import type { Schemas } from '../../api/query.js';
import { Explain } from '../../explain/explain.js';
import { useWords } from '../../i18n/language.js';
import { Card } from '../../ui/page.js';
import { Empty } from '../../ui/state.js';
import { resourceFigures } from './explained.js';

/** What is shared by kind: how much there is, and which part of it is used. */
export const ResourceUses = ({ of: { resources } }: { of: Schemas['Dashboard'] }) => {
  const words = useWords();
  const { t, value, amount, number } = words;
  const title = t('overview.resources');
  if (resources.length === 0)
    return (
      <Card title={title}>
        <Empty title={t('overview.noResources')} />
      </Card>
    );
  return (
    <Card
      title={title}
      href="/resources"
      beside={<Explain title={title} figures={resourceFigures(resources, words)} />}
    >
      <table className="uses">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('overview.resources')}</span>
            </th>
            <th scope="col">{t('overview.count')}</th>
            <th scope="col">{t('overview.last30')}</th>
            <th scope="col">{t('overview.next7')}</th>
          </tr>
        </thead>
        <tbody>
          {resources.map(({ kind, unitOfMeasure, count, paused, quantity, last30Days, next7Days, stock }) => (
            <tr key={`${kind} ${unitOfMeasure}`}>
              <th scope="row">
                <Link href={`/resources?kind=${kind}&status=offered`}>{value(kind)}</Link>
                <small className="soft">{amount(quantity, unitOfMeasure)}</small>
              </th>
              <td>{number(count - paused)}</td>
              {stock ? (
                <td colSpan={2}>
                  <Use percent={stock.percent} />
                </td>
              ) : (
                <>
                  <td>
                    <Use percent={last30Days?.percent ?? null} />
                  </td>
                  <td>
                    <Use percent={next7Days?.percent ?? null} />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
};

const Use = ({ percent: part }: { percent: number | null }) => {
  const { t, percent } = useWords();
  if (part === null) return <span className="soft">–</span>;
  return (
    <span className="use">
      <span className="progress" aria-hidden="true">
        <span className="delivered" style={{ width: `${Math.min(100, part)}%` }} />
      </span>
      <span className={part === 0 ? 'soft' : undefined}>{part === 0 ? t('overview.idle') : percent(part / 100)}</span>
    </span>
  );
};
