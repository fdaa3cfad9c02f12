import { useState } from 'react';
import { useParams } from 'wouter';
import { useGet, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Badge } from '../../ui/badge.js';
import { Button, LinkButton } from '../../ui/button.js';
import { MaybeLink, pageOfThing } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Answered } from '../../ui/state.js';
import { useNames } from './names.js';
import { Actor, Person, Under } from './who.js';
import './history.css';

const step = 40;

/** The story of one thing: what led to it, it itself, and what came of it, in the order of the log. */
export const StoryPage = () => {
  const { t, value } = useWords();
  const { thingId = '' } = useParams();
  const [shown, setShown] = useState(step);
  const nameOf = useNames();
  const story = useGet('/v1/alliances/{allianceId}/stories/{thingId}', { thingId });
  const itself = story.data?.acts.find(({ act }) => act.subjectId === thingId)?.act;
  const what = nameOf(thingId) ?? (itself && value(itself.category));
  const thing = itself && pageOfThing(itself.category, thingId);
  return (
    <Page
      title={what ? t('history.storyOf', { what }) : t('history.story')}
      lead={t('history.storyLead')}
      back={{ href: '/history', title: t('history.title') }}
      actions={thing && <LinkButton href={thing}>{t('history.openThing')}</LinkButton>}
    >
      <Answered of={story}>
        {({ acts, isWhole }) => (
          <Card>
            <ol className="story">
              {acts.slice(0, shown).map((told) => (
                <Told key={told.act.position} of={told} thingId={thingId} name={nameOf(told.act.subjectId)} />
              ))}
            </ol>
            {acts.length > shown && <Button onPress={() => setShown(shown + step)}>{t('common.showMore')}</Button>}
            {!isWhole && acts.length <= shown && <p className="notice">{t('history.notWhole')}</p>}
          </Card>
        )}
      </Answered>
    </Page>
  );
};

const Told = (props: { of: Schemas['StoryAct']; thingId: string; name: string | undefined }) => {
  const { of, thingId, name } = props;
  const { event, value, when } = useWords();
  const { act, part } = of;
  return (
    <li data-part={part}>
      <p className="row apart">
        <span>
          <strong>{event(act.type)}</strong>{' '}
          {act.subjectId !== thingId && (
            <MaybeLink href={pageOfThing(act.category, act.subjectId)}>{name ?? value(act.category)}</MaybeLink>
          )}
        </span>
        <Badge tone={part === 'itself' ? 'info' : 'quiet'}>{value(part)}</Badge>
      </p>
      <small className="soft">
        {when(act.at)} · <Actor of={act} />
        {act.personId && (
          <>
            {' · '}
            <Person of={act} /> · <Under of={act} />
          </>
        )}
      </small>
    </li>
  );
};
