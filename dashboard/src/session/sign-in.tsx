import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { asking } from '../api/asking.js';
import { Problem } from '../api/problem.js';
import { useGet } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { SettingsButton } from '../shell/openers.js';
import { Button } from '../ui/button.js';
import { Status } from '../ui/badge.js';
import { Pairs } from '../ui/pairs.js';
import { WordsField } from '../ui/words-field.js';
import { openByKey, signOut, type Me, type MyUnit } from './session.js';

/** A page of one thing, before anybody is in an alliance. */
const Front = ({ title, children }: { title: string; children: ReactNode }) => {
  const { t } = useWords();
  useEffect(() => void (document.title = `${title} · ${t('common.product')}`), [title, t]);
  return (
    <div className="gate">
      <main>
        <div className="card">
          <div className="stack close">
            <img src="/icon.svg" alt="" width="48" height="48" />
            <h1>{title}</h1>
          </div>
          {children}
        </div>
        <div className="row apart">
          <SettingsButton />
        </div>
      </main>
    </div>
  );
};

export const SignIn = () => {
  const { t } = useWords();
  return (
    <Front title={t('common.product')}>
      <p className="soft">{t('signIn.lead')}</p>
      <div className="stack close">
        <a className="button first" href="/sign-in">
          {t('signIn.asMember')}
        </a>
        <p className="small soft">{t('signIn.asMemberHelp')}</p>
      </div>
      <ByKey />
    </Front>
  );
};

const ByKey = () => {
  const { t } = useWords();
  const [key, setKey] = useState<string>();
  const [fault, setFault] = useState(asking.key ? t('signIn.keyUnknown') : ''); // one that was in force until now
  const [isBusy, setBusy] = useState(false);
  const open = async (tried: string) => {
    setBusy(true);
    try {
      await openByKey(tried);
    } catch (error) {
      setBusy(false);
      if (!(error instanceof Problem)) throw error;
      setFault(
        error.status === 401 ? t('signIn.keyUnknown') : error.status === 0 ? t('common.noAnswer') : error.message,
      );
    }
  };
  return (
    <form
      className="stack close"
      onSubmit={(event) => {
        event.preventDefault();
        if (key) void open(key.trim());
      }}
    >
      <WordsField
        label={t('signIn.byKey')}
        help={t('signIn.keyHelp')}
        fault={fault}
        value={key}
        onChange={(said) => {
          setKey(said);
          setFault('');
        }}
        input={{ type: 'password', required: true, autoComplete: 'off', spellCheck: false, placeholder: 'lj_…' }}
      />
      <Button type="submit" isDisabled={isBusy}>
        {t('signIn.open')}
      </Button>
    </form>
  );
};

export const NoUnit = () => {
  const { t } = useWords();
  return (
    <Front title={t('signIn.noUnit')}>
      <p>{t('signIn.noUnitHelp')}</p>
      <Button onPress={signOut}>{t('common.signOut')}</Button>
    </Front>
  );
};

/** For who acts for a unit that may not look into the alliance: it has applied, or is suspended, or has left. */
export const Outside = ({ unit: { unitId, name, allianceName }, problem }: { unit: MyUnit; problem: Problem }) => {
  const { t, text, dayOf } = useWords();
  const { data } = useGet('/v1/alliances/{allianceId}/units/{unitId}', { unitId });
  return (
    <Front title={text(allianceName) || t('common.notPermitted')}>
      <div role="alert" className="stack close">
        <strong>{t('common.notPermitted')}</strong>
        {data?.status === 'applied' || data?.status === 'declined' ? (
          <p>{t(data.status === 'applied' ? 'signIn.applied' : 'signIn.declined')}</p>
        ) : (
          problem.rules.map((rule) => <p key={rule}>{rule}</p>)
        )}
      </div>
      <Pairs
        of={[
          [t('units.unit'), text(name)],
          [t('units.status'), data && <Status of={data.status} />],
          [t('units.since'), data && dayOf(data.since)],
        ]}
      />
      <Button onPress={signOut}>{t('common.signOut')}</Button>
    </Front>
  );
};

/** For who acts in several alliances, or came by a link into one that is not theirs. */
export const ChooseAlliance = ({ me, isElsewhere = false }: { me: Me; isElsewhere?: boolean }) => {
  const { t, text } = useWords();
  const alliances = new Map(me.units.map((unit) => [unit.allianceId, unit.allianceName]));
  return (
    <Front title={t(isElsewhere ? 'signIn.otherAlliance' : 'signIn.chooseAlliance')}>
      <ul className="lines">
        {[...alliances].map(([allianceId, name]) => (
          <li key={allianceId}>
            <Link href={`~/a/${allianceId}/`}>{text(name) || allianceId}</Link>
          </li>
        ))}
      </ul>
      <Button onPress={signOut}>{t('common.signOut')}</Button>
    </Front>
  );
};
