import { newId, subjectOf, type Receipt } from '#event-sourcing';
import { Answered, Forecast, type Page } from '#nest-event-sourcing';
import { Injectable, type CallHandler, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { tellDeprecation } from './deprecation.js';
import { pathOf } from './path-of.js';
import { leaveCount } from './requests-at-once.js';
import { issuesCommand, routeAt } from './routes-of.js';
import type { RouteKind } from './routes.js';
import { foretold } from './sealed.js';
import type { OnWayOut } from './way-out.js';

/** What a write says beside its receipt. */
type Shown = Readonly<{ shown?: object }>;
type Request = FastifyRequest & { commandId?: string };

/** The relation of an act to the proof that the log holds it, in the form of this name. */
const provenBy = 'https://c2sp.org/tlog-proof';

/**
 * What an answer says beside its body: the log position, the revision as ETag, where a new thing is, where the proof of
 * an act will be, the next page.
 */
@Injectable()
export class AnswerInterceptor implements OnWayOut {
  concerns(): boolean {
    return true;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const [request, reply] = [
      context.switchToHttp().getRequest<Request>(),
      context.switchToHttp().getResponse<FastifyReply>(),
    ];
    tellDeprecation(context.getHandler(), reply);
    const route = routeAt(context);
    const { kind } = route;
    return next.handle().pipe(
      map((answer: unknown) => {
        leaveCount(request); // what is written as it is read is not even begun for whoever went away
        if (answer instanceof Answered) return answered(answer, request, reply);
        if (answer instanceof Forecast) return (reply.status(200), { events: answer.events.map(foretold) });
        if (kind?.kind !== 'creates' && kind?.kind !== 'acts') return answer;
        const said = received(answer as Receipt & Shown, kind, request, reply);
        if (issuesCommand(route)) linkToProof(said, request, reply);
        return said;
      }),
    );
  }
}

const answered = ({ answer, position }: Answered<unknown>, request: Request, reply: FastifyReply): unknown => {
  reply.header('lianjian-position', String(position));
  const { revision, next } = answer as { revision?: number } & Partial<Page<unknown>>;
  if (revision !== undefined && revision >= 0) reply.header('etag', `"${revision}"`); // below: nothing is in its stream yet
  if (next !== undefined) {
    const url = new URL(request.url, 'http://here');
    url.searchParams.set('cursor', next);
    linkTo(`<${url.pathname}${url.search}>; rel="next"`, reply);
  }
  return answer;
};

/** An act of an alliance, or the founding of one. What is no alliance's is proven by the log alone. */
const linkToProof = (said: ReturnType<typeof received>, request: Request, reply: FastifyReply): void => {
  const { allianceId } = pathOf(request);
  const of = allianceId ?? (request.routeOptions.url === '/v1/alliances' && 'id' in said ? said.id : undefined);
  if (of !== undefined) linkTo(`</v1/alliances/${of}/receipts/${said.position}>; rel="${provenBy}"`, reply);
};

/** Beside what the answer links to already. */
const linkTo = (link: string, reply: FastifyReply): void =>
  void reply.header('link', [reply.getHeader('link'), link].filter(Boolean).join(', '));

const received = (
  receipt: Receipt & Shown,
  kind: Extract<RouteKind, { kind: 'creates' | 'acts' }>,
  request: Request,
  reply: FastifyReply,
): Receipt & Readonly<{ id?: string }> => {
  const { streamId, revision, position, shown } = receipt;
  reply.headers({ etag: `"${revision}"`, 'lianjian-position': String(position) });
  if (kind.kind === 'acts') return { streamId, revision, position, ...shown };
  const given = (request.body as Record<string, unknown> | undefined)?.[`${kind.part}Id`] as string | undefined;
  const id = kind.part ? newId({ commandId: request.commandId ?? '' }, kind.part, given) : subjectOf(streamId);
  reply.header('location', `${request.url.split('?')[0]}/${id}`);
  return { id, streamId, revision, position, ...shown };
};
