import { useId, useState } from 'react';
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { navigate } from 'wouter/use-browser-location';
import { useWords } from '../i18n/language.js';
import { useSession } from '../session/session.js';
import { Button } from '../ui/button.js';
import { InstantField } from '../ui/date-fields.js';
import type { Opened } from '../ui/opener.js';
import { positionBy } from './position-by.js';
import { addressAsOf, now_ms } from './as-of.js';

const hour_ms = 3_600_000;
const [fine_days, day_hours] = [60, 24];

/** Below its button. */
export const ChooseTime = ({ button, ...opened }: Opened) => (
  <DialogTrigger {...opened}>
    {button}
    <Popover className="popover" placement="bottom end">
      <Moment />
    </Popover>
  </DialogTrigger>
);

/** A moment between the founding and now: by a slider roughly, by a date and a time exactly. */
const Moment = () => {
  const { t, when } = useWords();
  const { alliance, allianceId } = useSession();
  const first_ms = Date.parse(alliance.foundedAt);
  const [last_ms] = useState(Date.now);
  const [chosen_ms, choose] = useState(Math.min(now_ms(), last_ms));
  const sliderId = useId();
  const chosen = new Date(chosen_ms).toISOString();
  const isThere = chosen_ms >= first_ms && chosen_ms <= Date.now();
  const [fault, setFault] = useState('');
  const show = async (close: () => void) => {
    const position = await positionBy(allianceId, chosen).catch((problem: Error) => setFault(problem.message));
    if (position === undefined) return;
    close();
    navigate(addressAsOf(String(position)));
  };
  return (
    <Dialog className="choose-time">
      {({ close }) => (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (isThere) void show(close);
          }}
        >
          <Heading slot="title" level={2}>
            {t('past.choose')}
          </Heading>
          <p className="small soft">{t('past.chooseHelp')}</p>
          <div className="field">
            <label htmlFor={sliderId} className="small">
              {t('past.slider')}
            </label>
            <input
              id={sliderId}
              type="range"
              min={first_ms}
              max={last_ms}
              step={last_ms - first_ms > fine_days * day_hours * hour_ms ? day_hours * hour_ms : hour_ms}
              value={chosen_ms}
              aria-valuetext={when(chosen)}
              onChange={({ target }) => choose(Number(target.value))}
            />
            <span className="row apart small soft figures" aria-hidden="true">
              <span>{t('past.founded', { when: when(alliance.foundedAt) })}</span>
              <span>{t('past.now')}</span>
            </span>
          </div>
          <InstantField
            label={t('past.exactly')}
            value={chosen}
            onChange={(instant) => instant && choose(Date.parse(instant))}
            help={isThere ? undefined : t('past.outside')}
          />
          {fault && <p role="alert">{fault}</p>}
          <Button look="first" type="submit" isDisabled={!isThere}>
            {t('past.show')}
          </Button>
        </form>
      )}
    </Dialog>
  );
};
