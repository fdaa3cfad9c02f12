import { useState } from 'react';
import { Act, Acts } from '../../act/acts.js';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Badge, Status } from '../../ui/badge.js';
import { LinesCard } from '../../ui/lines-card.js';
import { now_ms } from '../../past/as-of.js';
import { Button } from '../../ui/button.js';
import { PersonName } from '../../ui/links.js';

type Key = Schemas['SeenKey'];

/** The keys of a unit's people: its own see them, and the operator; a new one is shown once. */
export const Keys = ({ of: { unitId, acts } }: { of: Schemas['UnitView'] }) => {
  const { t } = useWords();
  const { me, unit, past } = useSession();
  const [made, setMade] = useState<string>();
  const issue = acts.find(({ act }) => act === 'IssueKey');
  const given = { kind: 'person', unitId };
  const maySee = past === undefined && (unit?.unitId === unitId || me.kind === 'operator');
  const keys = useList('/v1/alliances/{allianceId}/keys', { unitId, limit: 10 }, maySee);
  if (!maySee) return null;
  return (
    <>
      <LinesCard
        title={t('units.keys')}
        of={keys}
        none={t('units.noKeys')}
        beside={issue && <Act {...issue} given={given} own={saidAlready} onDone={({ key }) => key && setMade(key)} />}
        line={(each) => <KeyLine key={each.keyId} of={each} onMade={setMade} />}
      />
      {made && <Made secret={made} onClose={() => setMade(undefined)} />}
    </>
  );
};

/** Whose key it is to be is the page's own unit. */
const saidAlready = { kind: () => null, unitId: () => null };

const KeyLine = ({ of, onMade }: { of: Key; onMade: (secret: string) => void }) => {
  const { t, dayOf, ago } = useWords();
  const { keyId, label, prefix, personId, expiresAt, revokedAt, lastUsedAt } = of;
  const isOver = Date.parse(expiresAt) <= now_ms();
  const { data } = useGet('/v1/alliances/{allianceId}/keys/{keyId}', { keyId }, !revokedAt && !isOver);
  return (
    <li>
      <span>
        {label}
        <small>
          <code>lj_{prefix}…</code> · {personId && <PersonName id={personId} />} ·{' '}
          {lastUsedAt ? t('units.keyUsed', { when: ago(lastUsedAt) }) : t('units.keyUnused')} ·{' '}
          {t('units.until', { day: dayOf(revokedAt ?? expiresAt) })}
        </small>
      </span>
      <span className="row">
        {revokedAt ? <Status of="revoked" /> : isOver && <Badge>{t('units.keyOver')}</Badge>}
        {data && !revokedAt && <Acts of={data} shown={1} onDone={({ key }) => key && onMade(key)} />}
      </span>
    </li>
  );
};

/** Browsers lend their clipboard only to pages that come by HTTPS: elsewhere one copies by hand. */
const canCopy = 'clipboard' in navigator;

/** A secret that is shown once. */
const Made = ({ secret, onClose }: { secret: string; onClose: () => void }) => {
  const { t } = useWords();
  return (
    <section className="notice stack close" data-tone="soon" role="alert">
      <strong>{t('units.newKey')}</strong>
      <code>{secret}</code>
      <div className="row">
        {canCopy && <Button onPress={() => void navigator.clipboard.writeText(secret)}>{t('units.copyKey')}</Button>}
        <Button look="plain" onPress={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </section>
  );
};
