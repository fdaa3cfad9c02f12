import { useWords } from '../../i18n/language.js';
import { Card } from '../../ui/page.js';
import type { Health } from './health.js';
import { useTimeLeft } from './left.js';

// What takes its time: the read models are rebuilt, or a reader catches up with the log.

/** Fewer are on their way at any moment that something happens. */
const behind_min = 100;

type Part = Health['parts'][number];
type Rebuild = Readonly<{ stage: string; done: number; head: number; isRunning: boolean; hasFailed: boolean }>;

/** The rebuild that has begun and not ended; a part says no more than words and figures. */
export const rebuildIn = (parts: readonly Part[]): Rebuild | undefined => {
  const part = parts.find(({ name }) => name === 'rebuild');
  if (part?.['begun'] !== true) return undefined;
  return {
    stage: String(part['stage']),
    done: Number(part['done']),
    head: Number(part['head']),
    isRunning: part['running'] === true,
    hasFailed: part['failed'] === true,
  };
};

/** The reader that is furthest behind, where that is worth a word. One that stands still at an event does not catch up. */
export const furthestBehind = ({ readers }: Health): Readonly<{ name: string; behind: number }> | undefined =>
  readers
    .flatMap(({ name, behind = 0, status, faults }) =>
      behind >= behind_min && status === 'ok' && faults === 0 ? [{ name, behind }] : [],
    )
    .sort((one, other) => other.behind - one.behind)[0];

export const RebuildCard = ({ of, at_ms }: { of: Rebuild; at_ms: number }) => {
  const { t, value, number } = useWords();
  const { stage, done, head, isRunning, hasFailed } = of;
  const isCounted = stage === 'fold'; // the other stages are short, and count other things
  const left_ms = useTimeLeft(stage, isCounted ? head - done : 0, at_ms);
  const counted = isCounted ? t('health.doneOf', { done: number(done), of: number(head) }) : '';
  return (
    <Card title={t('health.rebuild')}>
      <div className="stack close">
        <Bar label={t('health.rebuild')} done={isCounted ? done : head} of={head} />
        <p className="row apart">
          <span>
            {value(stage)} <span className="soft figures">{counted}</span>
          </span>
          <Left ms={isRunning ? left_ms : undefined} />
        </p>
        {!isRunning && (
          <p className="notice" data-tone={hasFailed ? 'late' : 'soon'}>
            {t(hasFailed ? 'health.rebuildFailed' : 'health.rebuildStopped')} <code>lianjian projections rebuild</code>
          </p>
        )}
        <p className="small soft">{t('health.rebuildHelp')}</p>
      </div>
    </Card>
  );
};

export const CatchingUp = ({
  of: { name, behind },
  at_ms,
}: {
  of: { name: string; behind: number };
  at_ms: number;
}) => {
  const { t, number } = useWords();
  const left_ms = useTimeLeft(name, behind, at_ms);
  return (
    <p className="notice row apart" data-tone="soon">
      <span>{t('health.catchingUpOf', { reader: name, events: number(behind), n: behind })}</span>
      <Left ms={left_ms} />
    </p>
  );
};

const Bar = ({ label, done, of }: { label: string; done: number; of: number }) => (
  <div
    className="progress"
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={of}
    aria-valuenow={done}
  >
    <span className="delivered" style={{ width: `${of > 0 ? Math.min(100, (100 * done) / of) : 100}%` }} />
  </div>
);

const minute_ms = 60_000;

/** When it is over, as far as that can be told. */
const Left = ({ ms }: { ms: number | undefined }) => {
  const { t, ago } = useWords();
  if (ms === undefined) return null;
  const when = ago(new Date(Date.now() + ms).toISOString(), Date.now());
  return <span className="small">{ms < minute_ms ? t('health.withinMinute') : t('health.doneWhen', { when })}</span>;
};
