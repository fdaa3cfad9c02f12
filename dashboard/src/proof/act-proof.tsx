import type { Schemas } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { Link } from 'wouter';
import { Answered } from '../ui/answered.js';
import { Button } from '../ui/button.js';
import { saveFile } from '../ui/save-file.js';
import { Card } from '../ui/page.js';
import { Pairs } from '../ui/pairs.js';
import { canHash } from './hashes.js';
import { NotHere, NotProvenNotice, SinceLast } from './parts.js';
import { useHeld } from './use-log.js';

type Act = Schemas['HistoryRow'];

/** That the log holds an act, proven in this browser. */
export const ActProof = ({ of }: { of: Act }) => {
  const { t } = useWords();
  return <Card title={t('proof.ofAct')}>{canHash() ? <Held of={of} /> : <NotHere />}</Card>;
};

const Held = ({ of }: { of: Act }) => {
  const { t } = useWords();
  const held = useHeld(of);
  return (
    <Answered of={held}>
      {(found) => {
        if (!found.isProven) return <NotProvenNotice why={found.why} />;
        const { checkpoint, index, hashes, sha256, growth, receipt } = found;
        return (
          <div className="stack close">
            <p className="notice" data-tone="good">
              {t(checkpoint.isVerified ? 'proof.held' : 'proof.heldUnsigned')}
            </p>
            <SinceLast of={growth} />
            <Pairs
              of={[
                [t('proof.leaf'), t('proof.leafOf', { n: index + 1, size: checkpoint.size })],
                [t('proof.way'), t('proof.hashes', { n: hashes })],
                [t('proof.covers'), t('proof.coversWhat')],
                [
                  'SHA-256',
                  <code key="sha256" className="id">
                    {sha256}
                  </code>,
                ],
                [
                  t('proof.fingerprint'),
                  <code key="fingerprint" className="id">
                    {checkpoint.fingerprint}
                  </code>,
                ],
              ]}
            />
            <p className="small soft">{t('proof.compare')}</p>
            <div className="row">
              <Button onPress={() => saveFile(`receipt-${of.position}.json`, receipt)}>{t('proof.keep')}</Button>
              <Link href="/audit/proof">{t('proof.title')}</Link>
            </div>
          </div>
        );
      }}
    </Answered>
  );
};
