import { Controller, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AskedBy, type Admitted, type AskedByAsker } from '../access/principal.js';
import { Optional, Whole } from '../platform/fields.js';
import { malformedHeader } from '../platform/malformed.js';
import { Streams } from '../platform/routes.js';
import { LiveStreams } from './live-streams.js';

/** From where on to follow. */
export class StreamFilter {
  /** The log position after which it begins: 0 is from the beginning; now unless said. `Last-Event-ID` goes before it. */
  @Optional() @Whole(0, 999_999_999_999_999) readonly after?: number;
}

@Controller('v1/alliances/:allianceId/stream')
export class LiveController {
  constructor(private readonly streams: LiveStreams) {}

  /**
   * Follow what happens, as server-sent events.
   *
   * Each event that you may see, in the order of the log: its type is the event's name, its id the log position, its
   * data what the history shows of it. Whoever comes back with `Last-Event-ID` (a browser's EventSource does) misses
   * nothing and gets nothing twice. The first event is `following`; the last one is `dropped`, where a client does not
   * read, or `ended`, each with its reason.
   */
  @Streams('', 'text/event-stream', 'endless')
  followAlliance(
    @Query() filter: StreamFilter,
    @AskedBy() { asker }: AskedByAsker,
    @Req() request: Admitted,
    @Res() reply: FastifyReply,
  ) {
    return this.streams.open(asker, request, reply, lastEventId(request) ?? filter.after);
  }
}

/** What an EventSource says when it comes back. */
const lastEventId = ({ headers }: Admitted): number | undefined => {
  const id = headers['last-event-id'];
  if (id === undefined || id === '') return undefined;
  if (typeof id !== 'string' || !/^\d{1,15}$/.test(id))
    throw malformedHeader('last-event-id', 'pattern', takesPosition);
  return Number(id);
};
const takesPosition = { en: 'it takes a log position', zh: '须为日志位置' };
