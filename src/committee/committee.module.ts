import { commandHandlers, queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { ActionsController } from './actions.controller.js';
import { getAction, getActions } from './actions.js';
import { castBallot } from './cast-ballot.js';
import { closeVoting } from './close-voting.js';
import { CommitteeController } from './committee.controller.js';
import { confirmAction } from './confirm-action.js';
import { declareInterest } from './declare-interest.js';
import { getDecisionRegister } from './decision-register.js';
import { declineAction } from './decline-action.js';
import { extendAction } from './extend-action.js';
import { giveAction } from './give-action.js';
import { getMotion } from './one-motion.js';
import { openVoting } from './open-voting.js';
import { reassignAction } from './reassign-action.js';
import { reportAction } from './report-action.js';
import { tableMotion } from './table-motion.js';
import { withdrawMotion } from './withdraw-motion.js';

@Module({
  controllers: [CommitteeController, ActionsController],
  providers: [
    ...commandHandlers(tableMotion, withdrawMotion, openVoting, declareInterest, castBallot, closeVoting),
    ...commandHandlers(giveAction, declineAction, extendAction, reassignAction, reportAction, confirmAction),
    ...queryHandlers(getDecisionRegister, getMotion, getActions, getAction),
  ],
})
export class CommitteeModule {}
