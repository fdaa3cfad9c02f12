import { refuseCommand, type Rule } from '#event-sourcing';
import { refuse as ofAccess } from './access/refusals.js';
import { refuse as ofAlliances } from './alliances/refusals.js';
import { refuse as ofAudit } from './audit/refusals.js';
import { refuse as ofCommittee } from './committee/refusals.js';
import { refuse as ofOverview } from './overview/refusals.js';
import { refuse as ofFeeds } from './feeds/refusals.js';
import { refuse as ofFindings } from './findings/refusals.js';
import { refuse as ofHistory } from './history/refusals.js';
import { requestProblems } from './platform/refusals.js';
import { helpFor } from './problem-help.js';
import { refuse as ofProjects } from './projects/refusals.js';
import { refuse as ofReaders } from './readers/refusals.js';
import { refuse as ofResources } from './resources/refusals.js';
import { refuse as ofWebhooks } from './webhooks/refusals.js';

/** What each code of a problem document means, by what it is about. Codes are public: they stay. */
export const problemGroups: Readonly<
  Record<string, Readonly<Record<string, Omit<Rule, 'status'> & { status: number }>>>
> = {
  'any request': requestProblems,
  'any command': refuseCommand.rules,
  access: ofAccess.rules,
  alliances: ofAlliances.rules,
  resources: ofResources.rules,
  projects: ofProjects.rules,
  committee: ofCommittee.rules,
  findings: ofFindings.rules,
  overview: ofOverview.rules,
  history: ofHistory.rules,
  audit: ofAudit.rules,
  webhooks: ofWebhooks.rules,
  feeds: ofFeeds.rules,
  readers: ofReaders.rules,
};

/** The meaning of a code, wherever it stands. */
export const problemOf = (code: string) => {
  const group = Object.entries(problemGroups).find(([, rules]) => Object.hasOwn(rules, code));
  const rule = group?.[1][code];
  if (!group || !rule) return undefined;
  const { status, en, zh } = rule;
  return { code, status, about: group[0], title: { en, zh }, ...helpFor(code, rule) };
};
