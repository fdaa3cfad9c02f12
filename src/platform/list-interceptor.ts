import { Overloaded } from '#event-sourcing';
import { Answered, page_max, type Page } from '#nest-event-sourcing';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { listFormats, wantedFormat, type Wanted } from './list-formats.js';
import { routeKind, type RouteKind } from './routes.js';

const lists_max = 32;
/** Says to whoever opens the file that it is UTF-8. */
const byteOrderMark = '\uFEFF';

type Request = FastifyRequest & { query: Record<string, unknown>; terms?: object };
type Answer = Answered<Page<unknown>>;

/**
 * Writes a list in another form than JSON: all of it, a page after the other, as fast as it is read. The pages are those
 * that JSON has: the same question, filter, order and sight. Between two of them nothing is held but a page.
 */
@Injectable()
export class ListInterceptor implements NestInterceptor {
  #lists = 0;

  constructor(private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const kind = this.reflector.get<RouteKind | undefined>(routeKind, context.getHandler());
    if (kind?.kind !== 'answers' || !kind.list) return next.handle();
    const [request, reply] = [
      context.switchToHttp().getRequest<Request>(),
      context.switchToHttp().getResponse<FastifyReply>(),
    ];
    reply.header('vary', 'Accept, Accept-Language');
    const wanted = wantedFormat(request);
    const { format: _, ...query } = request.query;
    request.query = query;
    if (!wanted) return next.handle();
    if (this.#lists >= lists_max) throw new Overloaded(`${lists_max} lists are written`);
    const ask = () => lastValueFrom(next.handle() as Observable<Answer>);
    const whole = query['limit'] === undefined; // who says how many gets so many
    if (whole) request.query = { ...query, limit: String(page_max) };
    const first = await ask();
    const more = async (cursor: string) => {
      request.query = { ...query, limit: String(page_max), cursor };
      request.terms = { ...request.terms, after: first.position }; // never of an earlier moment than the first page
      return (await ask()).answer;
    };
    begin(reply, wanted, context.getHandler().name);
    const text = Readable.from(this.#lines(kind.with, wanted, first.answer, more, whole), { objectMode: false });
    const page = whole || first.answer.next === undefined ? {} : { next: first.answer.next };
    return of(new Answered(Object.assign(text, page), first.position));
  }

  async *#lines(
    item: Function,
    { name, byLink }: Wanted,
    first: Page<unknown>,
    more: (cursor: string) => Promise<Page<unknown>>,
    whole: boolean,
  ): AsyncGenerator<string> {
    const { begin, line } = listFormats[name];
    const lineOf = line(item);
    this.#lists++;
    try {
      yield `${byLink && name === 'csv' ? byteOrderMark : ''}${begin(item)}`;
      for (let page = first; ; page = await more(page.next)) {
        yield page.items.map(lineOf).join('');
        if (!whole || page.next === undefined) return;
      }
    } finally {
      this.#lists--;
    }
  }
}

const begin = (reply: FastifyReply, { name, byLink }: Wanted, method: string): void => {
  void reply.type(`${listFormats[name].mediaType}; charset=utf-8${name === 'csv' ? '; header=present' : ''}`);
  const file = method
    .replace(/^get/, '')
    .replaceAll(/(?<=.)[A-Z]/g, '-$&')
    .toLowerCase();
  if (byLink) reply.header('content-disposition', `attachment; filename="${file}.${name}"`);
};
