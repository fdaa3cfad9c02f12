import { randomUUID } from 'node:crypto';
import type { Client, TestApp } from './app.js';

const evidence = { reference: 'receipt 8', sha256: 'b'.repeat(64) };

type Told = Readonly<{
  app: TestApp;
  /** Who proposes, and who pledges and receives at last. */
  school: Client;
  bank: Client;
  bankId: string;
  says: (field: string) => string;
  /** Lets the committee vote about something. */
  vote: (about: object) => Promise<string>;
}>;

/**
 * A project with all that comes after the pledging: deliveries reversed, pledges reallocated, money spent, milestones,
 * reports, another receiver and an evaluation.
 *
 * @returns the id of one thing of each kind
 */
export const tellOfAFollowedProject = async ({ app, school, bank, bankId, says, vote }: Told) => {
  const [money, paint, lamps] = [randomUUID(), randomUUID(), randomUUID()];
  const of = (requirementId: string, kind: string, unitOfMeasure: string) => ({
    ...{ requirementId, kind, unitOfMeasure, quantity: 100, description: { en: 'Needed' } },
  });
  const requirements = [of(money, 'money', 'CNY'), of(paint, 'goods', 'pieces'), of(lamps, 'goods', 'pieces')];
  const origin = { kind: 'motion', id: await vote({ kind: 'other' }) };
  const projectId = await school.created('projects', { title: { en: 'A wall' }, requirements, origin });
  const path = `projects/${projectId}`;
  await school.did(`${path}/submission`);
  const motionId = await vote({ kind: 'project', projectId, asks: 'approve' });
  await school.did(`${path}/start`);

  const pledge = async (requirementId: string, quantity: number) => {
    const id = await bank.created(`${path}/pledges`, { requirementId, quantity });
    await school.did(`${path}/pledges/${id}/acceptance`);
    return id;
  };
  const deliver = async (pledgeId: string, quantity: number) => {
    const deliveries = `${path}/pledges/${pledgeId}/deliveries`;
    const deliveryId = await bank.created(deliveries, { quantity, evidence });
    await school.did(`${deliveries}/${deliveryId}/confirmation`);
    return `${deliveries}/${deliveryId}`;
  };
  const [paid, painted] = [await pledge(money, 50), await pledge(paint, 50)];
  const delivery = await deliver(paid, 50);
  await school.did(`${await deliver(painted, 20)}/reversal`, { reason: says('reason of reversing a delivery') });
  await bank.did(`${path}/pledges/${painted}/reallocation`, { requirementId: lamps });
  const stock = { name: { en: 'Paint' }, kind: 'goods', unitOfMeasure: 'pieces', quantity: 5 };
  const resourceId = await bank.created('resources', stock);
  const ofStock = await bank.created(`${path}/pledges`, { requirementId: paint, quantity: 5, resourceId });
  await app.settled();
  await bank.did(`${path}/pledges/${ofStock}/reallocation`, { requirementId: lamps });
  await app.settled();
  const spend = { currency: 'CNY', amountMinor: 20, purpose: says('purpose of a spending'), motionId, evidence };
  const spendings = `${path}/fund/spendings`;
  const spendingId = await school.created(spendings, spend);
  await school.did(`${spendings}/${spendingId}/reversal`, { reason: says('reason of reversing a spending') });

  const due = new Date(Date.parse(app.clock.now()) + 5 * 86_400_000).toISOString().slice(0, 10);
  const milestone = () => school.created(`${path}/milestones`, { title: { en: 'Half of it' }, due });
  const [milestoneId, dropped] = [await milestone(), await milestone()];
  await school.did(`${path}/milestones/${milestoneId}/reaching`, { evidence });
  await school.did(`${path}/milestones/${dropped}/drop`, { reason: says('reason of dropping a milestone') });
  const reportId = await school.created(`${path}/reports`, { words: says('words on progress'), percent: 50 });

  const open = (await bank.got(`${path}/pledges?status=accepted`)).items;
  for (const { pledgeId } of open) await bank.did(`${path}/pledges/${pledgeId}/withdrawal`);
  await school.did(`${path}/receiver`, { unitId: bankId });
  await bank.did(`${path}/completion`);
  const said = { voice: 'beneficiary', score: 5, words: says('words of an evaluation') };
  const evaluationId = await school.created(`${path}/evaluations`, said);
  await app.settled();
  const deliveryId = delivery.slice(-36);
  return { projectId, pledgeId: paid, deliveryId, spendingId, milestoneId, reportId, evaluationId };
};
