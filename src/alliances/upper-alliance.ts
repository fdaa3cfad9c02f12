import { States } from '#event-sourcing';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { alliance } from './alliance.js';
import type { AreaLevel } from './events.js';

/** What an act says of the alliance above, and what the edge adds. */
type Placing = Readonly<{ parentId?: string; parentLevel?: AreaLevel }>;

/**
 * Tells a command of what level the alliance above is: no decision reads another alliance's streams. That it was
 * founded, and with an area of this level, never changes, so it needs no condition (docs/adr/0011).
 */
export const withParentLevel = async <C extends Placing>(states: States, command: C): Promise<C> => {
  if (command.parentId === undefined) return command;
  const { state } = await states.load(alliance, command.parentId, true);
  return state.status === 'absent' ? command : Object.assign(command, { parentLevel: state.founded.area.level });
};

/** On its way in, a body that names an alliance above is told of it. */
@Injectable()
export class UpperAlliancePipe implements PipeTransform<Placing, Promise<Placing>> {
  constructor(private readonly states: States) {}

  transform(command: Placing): Promise<Placing> {
    return withParentLevel(this.states, command);
  }
}
