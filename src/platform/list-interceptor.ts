import { Answered, page_max, type Page } from '#nest-event-sourcing';
import { Injectable, type CallHandler, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, map, of, type Observable } from 'rxjs';
import { listFormats, wantedFormat, type ListFormat, type Wanted } from './list-formats.js';
import { Places } from './places.js';
import { routeAt } from './routes-of.js';
import type { Forms, RouteKind } from './routes.js';
import type { OnWayOut } from './way-out.js';

const lists_max = 32;
/** Says to whoever opens the file that it is UTF-8. */
const byteOrderMark = '\uFEFF';

type Request = FastifyRequest & {
  query: Record<string, unknown>;
  terms?: object;
  principal?: Readonly<{ clientId: string }>;
};
type Answer = Answered<Page<unknown>>;

/**
 * Writes an answer in another form than JSON. A list is written whole:
 * a page after the other, as fast as it is read. The pages are those that JSON has: the same question, filter, order
 * and sight. Between two of them nothing is held but the next page.
 */
@Injectable()
export class ListInterceptor implements OnWayOut {
  readonly #places = new Places('lists', lists_max);

  concerns(kind: RouteKind | undefined): boolean {
    return kind?.kind === 'answers' && (kind.list || kind.forms !== undefined);
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const { kind } = routeAt(context);
    if (kind?.kind !== 'answers') return next.handle();
    const [request, reply] = [
      context.switchToHttp().getRequest<Request>(),
      context.switchToHttp().getResponse<FastifyReply>(),
    ];
    reply.header('vary', 'Accept, Accept-Language');
    const formats = { ...listFormats, ...kind.formats };
    const wanted = wantedFormat(request, kind.list ? formats : kind.forms);
    const { format: _, ...query } = request.query;
    request.query = query;
    const form = wanted && kind.forms?.[wanted.name];
    if (form) return next.handle().pipe(map((answer: unknown) => written(answer as Answered<never>, form, reply)));
    const format = wanted && formats[wanted.name as keyof typeof formats]; // whose name it is, wantedFormat looked up
    if (!format) return next.handle();
    const release = this.#places.take(request.principal?.clientId ?? request.ip);
    const ask = () => lastValueFrom(next.handle() as Observable<Answer>);
    const whole = query['limit'] === undefined; // who says how many gets so many
    if (whole)
      Object.assign(request, { query: { ...query, limit: String(page_max) }, terms: { ...request.terms, whole } });
    const first = await ask().catch((error: unknown) => {
      release();
      throw error;
    });
    const more = async (cursor: string) => {
      request.query = { ...query, limit: String(page_max), cursor };
      request.terms = { ...request.terms, after: first.position }; // never of an earlier moment than the first page
      return (await ask()).answer;
    };
    begin(reply, format, wanted, context.getHandler().name);
    const text = this.#places.streamed(linesOf(kind.with, format, wanted, first.answer, more, whole), release);
    const page = whole || first.answer.next === undefined ? {} : { next: first.answer.next };
    return of(new Answered(Object.assign(text, page), first.position));
  }
}

async function* linesOf(
  item: Function,
  { begin, line, between = '', end = '' }: ListFormat,
  { name, byLink }: Wanted,
  first: Page<unknown>,
  more: (cursor: string) => Promise<Page<unknown>>,
  whole: boolean,
): AsyncGenerator<string> {
  const lineOf = line(item);
  yield `${byLink && name === 'csv' ? byteOrderMark : ''}${begin(item)}`;
  let before = '';
  for (let page = first; ;) {
    const next = whole && page.next !== undefined ? more(page.next) : undefined; // read while this one is written
    next?.catch(() => undefined); // whoever wants it hears of it
    if (page.items.length > 0) yield before + page.items.map(lineOf).join(between);
    if (page.items.length > 0) before = between;
    if (!next) break;
    page = await next;
  }
  yield end;
}

/** One thing, in the form that was asked for. */
const written = (
  { answer, position }: Answered<never>,
  { mediaType, of }: Forms[string],
  reply: FastifyReply,
): Answered<object> => {
  void reply.type(`${mediaType}; charset=utf-8`);
  return new Answered(of(answer), position);
};

const begin = (
  reply: FastifyReply,
  { mediaType, extension }: ListFormat,
  { name, byLink }: Wanted,
  method: string,
): void => {
  void reply.type(`${mediaType}; charset=utf-8${name === 'csv' ? '; header=present' : ''}`);
  const file = method
    .replace(/^get/, '')
    .replaceAll(/(?<=.)[A-Z]/g, '-$&')
    .toLowerCase();
  if (byLink) reply.header('content-disposition', `attachment; filename="${file}.${extension ?? name}"`);
};
