import { issueKey } from '../access/issue-key.js';
import { scopes } from '../access/scopes.js';
import { answerFinding } from '../findings/answer-finding.js';
import { closeFinding } from '../findings/close-finding.js';
import { raiseFinding } from '../findings/raise-finding.js';
import { later } from './calendar.js';
import type { DemoFinding } from './demo-file.js';
import { auditor, day, type Planner } from './planner.js';

/** The auditor has a key from the beginning on; what they find is answered by a unit, and closed, as far as the file says. */
export const planAudit = (plan: Planner): void => {
  const issuing = plan.in('auditor').at(later(plan.foundedAt, day)).by(undefined);
  const body = { kind: 'auditor', label: 'demo' };
  issuing.does('key of the auditor', issueKey, plan.idOf('key', auditor), { body, path: { granted: scopes } });
  for (const finding of plan.file.findings) find(plan, finding);
};

const find = (
  plan: Planner,
  { key, unit, title, words, severity, about, raisedAt, due, answer, closedAt }: DemoFinding,
) => {
  const findingId = plan.idOf('finding', key);
  const on = (at: string) => plan.in('findings').at(plan.calendar.at(at));
  const body = { title, words, severity, unitId: plan.idOf('unit', unit), due: plan.calendar.day(due) };
  const named = { streamId: `${about.kind}-${plan.idOf(about.kind, about.key)}`, type: about.type };
  on(raisedAt).by(auditor).does(`find ${key}`, raiseFinding, findingId, { body, named });
  if (answer)
    on(answer.at)
      .by(unit)
      .does(`answer ${key}`, answerFinding, findingId, { body: { words: answer.words } });
  if (closedAt) on(closedAt).by(auditor).does(`close ${key}`, closeFinding, findingId);
};
