import { Controller, Inject, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { Settings } from '../config/settings.module.js';
import { Streams } from '../platform/routes.js';
import { Calendars } from './calendars.js';

const fresh_seconds = 300;

@Controller('calendars')
export class CalendarsController {
  constructor(
    private readonly calendars: Calendars,
    @Inject(Settings) private readonly settings: Config,
  ) {}

  /**
   * Read a calendar feed
   *
   * RFC 5545, for calendars that subscribe: meetings, bookings and deadlines from 92 days ago to 366 days from now. What
   * does not take place any more stays as cancelled. Nobody says who they are: the address is the secret.
   */
  @Streams(':file', 'text/calendar', 'cached')
  async getCalendarFeed(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const [, token] = /^([\w-]+)\.ics$/.exec(file) ?? [];
    if (token === undefined) throw new NotFoundException();
    const base = this.settings.publicUrl ?? `${request.protocol}://${request.host}`;
    const { text, etag } = await this.calendars.file(token, base.replace(/\/$/, ''));
    reply.headers({ etag, 'cache-control': `private, max-age=${fresh_seconds}` });
    const known = request.headers['if-none-match']?.split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
    if (known) return reply.status(304).send();
    return reply.type('text/calendar; charset=utf-8').send(text);
  }
}
