import { Acts } from '../../act/acts.js';
import { useList, type Text } from '../../api/query.js';
import { pairOf } from '../../i18n/catalogue.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { LinkButton } from '../../ui/button.js';

type About =
  Readonly<{ kind: 'project'; projectId: string; asks: 'approve' }> | Readonly<{ kind: 'admission'; unitId: string }>;

/** What the committee decides is put to it from where it stands; a motion about it that is open is led to. */
export const PutToCommittee = (props: { about: About; called: Text; isFirst?: boolean }) => {
  const { about, called, isFirst = true } = props;
  const { t } = useWords();
  const { alliance } = useSession();
  const aboutId = about.kind === 'project' ? about.projectId : about.unitId;
  const motions = useList('/v1/alliances/{allianceId}/motions', { aboutId, limit: 20 });
  const open = motions.data?.find(({ status }) => status === 'tabled' || status === 'voting');
  if (!motions.data) return null;
  if (open) return <LinkButton href={`/committee/motions/${open.motionId}`}>{t('committee.itsMotion')}</LinkButton>;
  return (
    <Acts
      of={alliance}
      only={['TableMotion']}
      {...(isFirst && { first: 'TableMotion' })}
      given={{ about, title: titleOf(about, called) }}
    />
  );
};

/** In each language in which the thing has a name. */
const titleOf = ({ kind }: About, { en, zh }: Text): Text => {
  const [inEnglish, inChinese] = pairOf(kind === 'project' ? 'committee.approveIt' : 'committee.admitIt');
  return {
    ...(en && { en: inEnglish.replace('{what}', en) }),
    ...(zh && { zh: inChinese.replace('{what}', zh) }),
  };
};
