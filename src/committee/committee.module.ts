import { commandHandlers, queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { castBallot } from './cast-ballot.js';
import { closeVoting } from './close-voting.js';
import { CommitteeController } from './committee.controller.js';
import { declareInterest } from './declare-interest.js';
import { getDecisionRegister } from './decision-register.js';
import { getMotion } from './one-motion.js';
import { openVoting } from './open-voting.js';
import { tableMotion } from './table-motion.js';
import { withdrawMotion } from './withdraw-motion.js';

@Module({
  controllers: [CommitteeController],
  providers: [
    ...commandHandlers(tableMotion, withdrawMotion, openVoting, declareInterest, castBallot, closeVoting),
    ...queryHandlers(getDecisionRegister, getMotion),
  ],
})
export class CommitteeModule {}
