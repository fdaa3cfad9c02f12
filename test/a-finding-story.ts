import type { Client, TestApp } from './app.js';

type Told = Readonly<{
  app: TestApp;
  alliance: Readonly<{ id: string; path: string }>;
  unit: Client;
  unitId: string;
  says: (field: string) => string;
}>;

/**
 * What an auditor finds and a unit answers: each event of a finding, but for the one that only days of waiting bring.
 *
 * @returns the id of a finding that was answered
 */
export const tellOfFindings = async ({ app, alliance, unit, unitId, says }: Told): Promise<string> => {
  const { key } = await app.keys.issue({ kind: 'auditor', allianceId: alliance.id, label: 'audit' });
  const auditor = app.withKey(key);
  const findings = `${alliance.path}/findings`;
  const { items } = await unit.got('history?type=BallotCast&limit=2');
  const positions = items.map(({ position }: { position: number }) => position);
  const day = (days: number): string =>
    new Date(Date.parse(app.clock.now()) + days * 86_400_000).toISOString().slice(0, 10);
  const terms = (title: string) => ({
    ...{ title: { zh: '审计发现', en: title }, words: says('words of a finding'), severity: 'medium', positions },
  });
  const raise = (title: string) => auditor.created(findings, { ...terms(title), unitId, due: day(20) });
  const answered = async (findingId: string) => {
    const evidence = { reference: 'photo 3', sha256: 'a'.repeat(64) };
    await unit.did(`findings/${findingId}/answer`, { words: says('words of an answer'), evidence });
  };
  const [open, closed, mistaken] = [await raise('Ballots'), await raise('More ballots'), await raise('Nothing')];
  await auditor.did(`${findings}/${open}/revision`, { ...terms('A ballot'), positions: positions.slice(0, 1) });
  await answered(closed);
  await auditor.did(`${findings}/${closed}/closing`, { words: says('words of closing a finding') });
  await auditor.did(`${findings}/${mistaken}/withdrawal`, { reason: says('reason of withdrawing a finding') });
  await answered(open);
  await auditor.did(`${findings}/${open}/request`, { due: day(30), reason: says('reason of asking again') });
  await answered(open);
  await app.settled();
  return open;
};
