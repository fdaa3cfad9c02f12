// A library that lends tools: the example of the READMEs, which their tests run.
// #region facts
import { decision, eventsOf, put, readModel, refusals, stream, StreamCommand, type Event } from '#event-sourcing';

export type ToolEvent = Event<'ToolLent', { to: string }> | Event<'ToolReturned'>;
export const happened = eventsOf<ToolEvent>();

/** What decisions about a tool have to know. An event that is missing here is a compile error. */
export const tool = stream<ToolEvent, { lentTo?: string }>('tool', () => ({}), {
  ToolLent: (_, { to }) => ({ lentTo: to }),
  ToolReturned: () => ({}),
});
// #endregion

// #region decision
const refuse = refusals({
  'tool-is-out': { status: 409, en: 'Somebody else has this tool.', zh: '该工具已借出。' },
});

export class LendTool extends StreamCommand {
  readonly to: string;
}

export const lendTool = decision(LendTool, tool, ({ to }, { lentTo }) => {
  if (lentTo === to) return []; // asked twice is asked once
  if (lentTo !== undefined) return refuse('tool-is-out', { lentTo });
  return [happened('ToolLent', { to })];
});
// #endregion

// #region read-model
export class Loan {
  toolId: string;
  lentTo: string | null;
}

export const loans = readModel<ToolEvent, Loan>(Loan, ['toolId'], {
  ToolLent: ({ subjectId, data }) => put<Loan>({ toolId: subjectId, lentTo: data.to }),
  ToolReturned: ({ subjectId }) => put<Loan>({ toolId: subjectId, lentTo: null }),
});
// #endregion
