import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { useGet, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Answered } from '../../ui/answered.js';
import { Badge } from '../../ui/badge.js';
import { Button, LinkButton } from '../../ui/button.js';
import { pageOfThing, ThingName, useName } from '../../ui/links.js';
import { Card, Page } from '../../ui/page.js';
import { Actor, Person, Under } from './who.js';
import './history.css';

/** Few at first, so that a phone shows them soon: each says who did it, and under what. */
const [first, step] = [15, 40];

/** The story of one thing: what led to it, it itself, and what came of it, in the order of the log. */
export const StoryPage = () => {
  const { t, value } = useWords();
  const { thingId = '' } = useParams();
  const [shown, setShown] = useState(first);
  const story = useGet('/v1/alliances/{allianceId}/stories/{thingId}', { thingId });
  const itself = story.data?.acts.find(({ act }) => act.subjectId === thingId)?.act;
  const name = useName(itself?.category ?? '', thingId);
  const what = name ?? (itself && value(itself.category));
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
                <Told key={told.act.position} of={told} thingId={thingId} />
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

const Told = ({ of, thingId }: { of: Schemas['StoryAct']; thingId: string }) => {
  const { event, value, when } = useWords();
  const { act, part } = of;
  return (
    <li data-part={part}>
      <p className="row apart">
        <span>
          <strong>
            <Link href={`/history/${act.position}`}>{event(act.type)}</Link>
          </strong>{' '}
          {act.subjectId !== thingId && <ThingName type={act.category} id={act.subjectId} />}
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
