import { useWords } from '../../i18n/language.js';
import { canHash, toBase64 } from '../../proof/hashes.js';
import type { Checkpoint } from '../../proof/notes.js';
import { NotHere, NotProvenNotice, SinceLast } from '../../proof/parts.js';
import { useLog } from '../../proof/use-log.js';
import { Answered } from '../../ui/answered.js';
import { Card, Page } from '../../ui/page.js';
import { Pairs } from '../../ui/pairs.js';
import { AuditParts } from './parts.js';
import './audit.css';

/** Whether the log is what it was: its newest checkpoint, verified in this browser. */
export const ProofPage = () => {
  const { t } = useWords();
  return (
    <Page title={t('proof.title')} lead={t('proof.lead')}>
      <AuditParts />
      {canHash() ? (
        <Log />
      ) : (
        <>
          <NotHere />
          <Where />
        </>
      )}
    </Page>
  );
};

const Where = () => {
  const { t } = useWords();
  return (
    <Card title={t('proof.where')}>
      <div className="stack close">
        <p>{t('proof.here')}</p>
        <p>{t('proof.elsewhere')}</p>
        <pre className="command" tabIndex={0}>
          lianjian audit verify dongnan.zip --key SHA256:…
        </pre>
      </div>
    </Card>
  );
};

const Log = () => {
  const log = useLog();
  return (
    <Answered of={log}>
      {(found) => (
        <>
          {found.isProven ? (
            <div className="stack">
              <SinceLast of={found.growth} />
              <Newest of={found.checkpoint} askedAt={found.askedAt} />
            </div>
          ) : (
            <NotProvenNotice why={found.why} />
          )}
          <Where />
        </>
      )}
    </Answered>
  );
};

const Newest = ({
  of: { origin, size, root, fingerprint, isVerified },
  askedAt,
}: {
  of: Checkpoint;
  askedAt: string;
}) => {
  const { t, number, when } = useWords();
  return (
    <Card title={t('proof.checkpoint')}>
      <div className="stack">
        <Pairs
          of={[
            [t('proof.origin'), origin],
            [
              t('proof.size'),
              <span key="size" className="figures">
                {number(size)}
              </span>,
            ],
            [
              t('proof.root'),
              <code key="root" className="id">
                {toBase64(root)}
              </code>,
            ],
            [t('proof.askedAt'), when(askedAt)],
            [t('proof.signature'), t(isVerified ? 'proof.signatureGood' : 'proof.signatureUnable')],
            [
              t('proof.fingerprint'),
              <code key="fingerprint" className="id">
                {fingerprint}
              </code>,
            ],
          ]}
        />
        <p className="notice" data-tone="soon">
          {t('proof.compare')}
        </p>
        <p className="row small">
          <a href="/log/checkpoint">{t('proof.toCheckpoint')}</a>
          <a href="/log/keys">{t('proof.toKeys')}</a>
        </p>
      </div>
    </Card>
  );
};
