import type { Call } from '#event-sourcing';
import { randomUUID } from 'node:crypto';

/** The command line as a client, which acts as the operator. */
export const commandLine = '0b9a4f5e-55a3-5d0f-8f5e-3a1d2f6c9b10';

/** Under what the command line issues a command. */
export const byCommandLine = (allianceId: string, at: string, commandId = randomUUID() as string): Call => {
  const actor = { kind: 'operator', clientId: commandLine } as { kind: string };
  return { issue: { commandId, correlationId: commandId, tenantId: allianceId, actor, at } };
};
