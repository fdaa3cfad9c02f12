import { commandHandlers, queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { answerFinding } from './answer-finding.js';
import { askAgain } from './ask-again.js';
import { closeFinding } from './close-finding.js';
import { getFinding, getFindings } from './findings.js';
import { FindingsController } from './findings.controller.js';
import { NamedEvents } from './named-events.js';
import { raiseFinding } from './raise-finding.js';
import { reviseFinding } from './revise-finding.js';
import { withdrawFinding } from './withdraw-finding.js';

@Module({
  controllers: [FindingsController],
  providers: [
    NamedEvents,
    ...commandHandlers(raiseFinding, reviseFinding, answerFinding, askAgain, closeFinding, withdrawFinding),
    ...queryHandlers(getFindings, getFinding),
  ],
})
export class FindingsModule {}
