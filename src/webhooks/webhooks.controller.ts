import type { Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { PageQuery } from '../platform/page.js';
import { Acts, Answers, AnswersList, Creates, Shows } from '../platform/routes.js';
import { DeadLetterRow, WebhookDeliveryRow } from './delivery-rows.js';
import { WebhookEdge } from './edge.js';
import { PauseWebhook } from './pause-webhook.js';
import { RegisterWebhook } from './register-webhook.js';
import { RemoveWebhook } from './remove-webhook.js';
import { ReplayWebhook } from './replay-webhook.js';
import { ResendDeadLetter } from './resend-dead-letter.js';
import { ResumeWebhook } from './resume-webhook.js';
import { ReviseWebhook } from './revise-webhook.js';
import { RotateWebhookSecret } from './rotate-webhook-secret.js';
import { ShownSecret } from './shown-secret.js';
import { VerifyWebhook } from './verify-webhook.js';
import { WebhookRow } from './webhook-rows.js';
import {
  WebhookDeliveryFilter,
  GetDeadLetters,
  GetWebhook,
  GetWebhookDeliveries,
  GetWebhooks,
  WebhookFilter,
  WebhookView,
} from './webhooks.js';

@Controller('v1/alliances/:allianceId/webhooks')
export class WebhooksController {
  constructor(
    private readonly edge: WebhookEdge,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Register an address that is told what happens.
   *
   * The answer shows the secret that signs, this once. Nothing is sent before the address was verified; then everything
   * that happened since the registration is sent, in order.
   */
  @Creates()
  @Shows(ShownSecret)
  registerWebhook(@Body() command: RegisterWebhook, @Called() call: Call) {
    return this.edge.register(command, call);
  }

  /**
   * List your unit's webhooks.
   *
   * Officers and the operator see those of all units. Of an address only the origin is shown.
   */
  @AnswersList('', WebhookRow)
  getWebhooks(@AskedBy() asked: AskedByAsker, @Query() filter: WebhookFilter) {
    return this.queries.execute(new GetWebhooks(asked, filter));
  }

  /**
   * Read one webhook.
   *
   * With how far it has been told, what waits for another attempt, and what you may do with it now.
   */
  @Answers(':webhookId', WebhookView, { besideTheLog: true })
  getWebhook(@Param('webhookId', IdPipe) webhookId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetWebhook(asked, webhookId));
  }

  /**
   * Say anew what a webhook is for, or where it goes.
   *
   * Another address is to be verified again before anything is sent to it.
   */
  @Acts(':webhookId/revision')
  reviseWebhook(@Param('webhookId', IdPipe) webhookId: string, @Body() command: ReviseWebhook, @Called() call: Call) {
    return this.edge.revise(command, webhookId, call);
  }

  /**
   * Verify the address.
   *
   * It is sent a signed message of the type webhook.verification, at once, and must give `data.challenge` back: as
   * `{"challenge": "…"}`, or as it stands.
   */
  @Acts(':webhookId/verification')
  verifyWebhook(@Param('webhookId', IdPipe) webhookId: string, @Body() command: VerifyWebhook, @Called() call: Call) {
    return this.edge.verify(command, webhookId, call);
  }

  /**
   * Take another secret.
   *
   * The answer shows it, this once. The one before signs as well for some hours, so that your software need not change
   * in the same instant.
   */
  @Acts(':webhookId/secrets')
  @Shows(ShownSecret)
  rotateWebhookSecret(
    @Param('webhookId', IdPipe) webhookId: string,
    @Body() command: RotateWebhookSecret,
    @Called() call: Call,
  ) {
    return this.edge.rotate(command, webhookId, call);
  }

  /**
   * Let a webhook rest.
   *
   * Nothing is sent; what happens waits for it.
   */
  @Acts(':webhookId/pause')
  pauseWebhook(@Param('webhookId', IdPipe) webhookId: string, @Body() command: PauseWebhook, @Called() call: Call) {
    return this.commands.execute(command.for(webhookId, call));
  }

  /**
   * Let a webhook go on that rests, or was disabled.
   *
   * What waits is sent at once. One that rests because its unit was suspended goes on by itself when that is over.
   */
  @Acts(':webhookId/resumption')
  resumeWebhook(@Param('webhookId', IdPipe) webhookId: string, @Body() command: ResumeWebhook, @Called() call: Call) {
    return this.commands.execute(command.for(webhookId, call));
  }

  /**
   * Send again what happened after a place of the log.
   *
   * Messages have the ids that they had before. It may go back before the registration.
   */
  @Acts(':webhookId/replay')
  replayWebhook(@Param('webhookId', IdPipe) webhookId: string, @Body() command: ReplayWebhook, @Called() call: Call) {
    return this.edge.replay(command, webhookId, call);
  }

  /**
   * Remove a webhook, for good.
   *
   * Its address and its secrets are forgotten; what was tried can be read for 30 days.
   */
  @Acts(':webhookId/removal')
  removeWebhook(@Param('webhookId', IdPipe) webhookId: string, @Body() command: RemoveWebhook, @Called() call: Call) {
    return this.commands.execute(command.for(webhookId, call));
  }

  /**
   * List what was sent to a webhook, the last attempt first.
   *
   * With the status of the answer, how it began, and how long it took. Kept for 30 days.
   */
  @AnswersList(':webhookId/deliveries', WebhookDeliveryRow, { besideTheLog: true })
  getWebhookDeliveries(
    @Param('webhookId', IdPipe) webhookId: string,
    @AskedBy() asked: AskedByAsker,
    @Query() filter: WebhookDeliveryFilter,
  ) {
    return this.queries.execute(new GetWebhookDeliveries(asked, webhookId, filter));
  }

  /**
   * List what a webhook did not take in time, the oldest event first.
   *
   * The rest went on without it. Kept for 90 days.
   */
  @AnswersList(':webhookId/dead-letters', DeadLetterRow, { besideTheLog: true })
  getDeadLetters(
    @Param('webhookId', IdPipe) webhookId: string,
    @AskedBy() asked: AskedByAsker,
    @Query() filter: PageQuery,
  ) {
    return this.queries.execute(new GetDeadLetters(asked, webhookId, filter));
  }

  /**
   * Send a dead letter once more.
   *
   * At once; it is a dead letter no more when it was taken.
   */
  @Acts(':webhookId/dead-letters/:eventId/redelivery')
  resendDeadLetter(
    @Param('webhookId', IdPipe) webhookId: string,
    @Param('eventId', IdPipe) eventId: string,
    @Body() command: ResendDeadLetter,
    @Called() call: Call,
  ) {
    return this.edge.resend(command, webhookId, eventId, call);
  }
}
