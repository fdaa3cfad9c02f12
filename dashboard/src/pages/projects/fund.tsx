import { Acts } from '../../act/acts.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { Explain } from '../../explain/explain.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/page.js';
import { fundFigures } from './explained.js';

type Project = Schemas['ProjectView'];
type Entry = Schemas['FundEntryRow'];
const base = '/v1/alliances/{allianceId}/projects/{projectId}/fund';
const entries_items = 8;

/** What money there is, where it came from, and what it was spent on. */
export const Fund = ({ project }: { project: Project }) => {
  const words = useWords();
  const { t, money } = words;
  const title = t('projects.fund');
  const { projectId, receiver } = project;
  const fund = useGet(base, { projectId });
  const entries = useList(`${base}/entries`, { projectId, limit: entries_items });
  return (
    <Card title={title} beside={<Explain title={title} figures={fundFigures(project, words)} />}>
      <div className="stack close">
        {project.fund.map(({ currency, receivedMinor, spentMinor, balanceMinor }) => (
          <dl key={currency} className="fund">
            {(
              [
                ['projects.balance', balanceMinor],
                ['projects.received', receivedMinor],
                ['projects.spent', spentMinor],
              ] as const
            ).map(([word, minor]) => (
              <div key={word}>
                <dt>{t(word)}</dt>
                <dd className="figures">{money(minor, currency)}</dd>
              </div>
            ))}
          </dl>
        ))}
        {fund.data && <Acts of={fund.data} />}
        <ul className="lines">
          {(entries.data ?? []).map((each) => (
            <EntryLine key={each.entryId} entry={each} receiver={receiver} />
          ))}
        </ul>
        {entries.more && (
          <Button look="plain" onPress={entries.more}>
            {t('common.showMore')}
          </Button>
        )}
      </div>
    </Card>
  );
};

const EntryLine = ({ entry: it, receiver }: { entry: Entry; receiver: string }) => {
  const { value, money, dayOf } = useWords();
  const { unit } = useSession();
  const { projectId, spendingId } = it;
  const isOurs = spendingId !== null && it.kind === 'spent' && unit?.unitId === receiver;
  const { data } = useGet(`${base}/spendings/{spendingId}`, { projectId, spendingId: spendingId ?? '' }, isOurs);
  return (
    <li>
      <span>
        {data?.purpose ?? value(it.kind)}
        <small>{dayOf(it.at)}</small>
      </span>
      <span className="row">
        <span className="figures">{money(it.amountMinor, it.currency)}</span>
        {data && <Acts of={data} shown={1} />}
      </span>
    </li>
  );
};
