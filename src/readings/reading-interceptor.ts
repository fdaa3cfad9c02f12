import { Answered } from '#nest-event-sourcing';
import { Injectable, type CallHandler, type ExecutionContext } from '@nestjs/common';
import { mergeMap, type Observable } from 'rxjs';
import { operationOf } from '../access/operations.js';
import type { Admitted, Asker } from '../access/principal.js';
import { asks } from '../access/terms.js';
import { listFormats, wantedFormat } from '../platform/list-formats.js';
import { pathOf } from '../platform/path-of.js';
import { routeAt } from '../platform/routes-of.js';
import type { RouteKind } from '../platform/routes.js';
import type { OnWayOut } from '../platform/way-out.js';
import { happened, type ReadingEvent } from './events.js';
import { hourOf } from './note.js';
import { Readings } from './readings.js';

/** A question of somebody about an alliance. */
type Question = Readonly<{
  name: string;
  asker: Asker;
  allianceId: string;
  at: string;
  of: Readonly<Record<string, string>>;
}>;

/**
 * Has it noted what auditors ask, and what anybody takes away as a file, before the answer leaves. What cannot be noted
 * is not answered; what is refused is not noted.
 */
@Injectable()
export class ReadingInterceptor implements OnWayOut {
  /** A list that is written whole is asked for page by page: one request is noted once. */
  readonly #noted = new WeakSet<object>();

  constructor(private readonly readings: Readings) {}

  /** Any but those that write. */
  concerns(kind: RouteKind | undefined): boolean {
    return kind?.kind !== 'creates' && kind?.kind !== 'acts';
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Admitted>();
    const { kind } = routeAt(context);
    const question = asks(request) ? questionOf(request, operationOf(context.getHandler()).name) : undefined;
    if (!question || this.#noted.has(request.raw)) return next.handle();
    this.#noted.add(request.raw);
    const format = request.method === 'HEAD' ? undefined : formatOf(request, kind); // whose answer has no body takes nothing away
    const noteAll = async (answer?: unknown) => {
      if (format !== undefined) await this.#note(question, exported(question, format, request.url));
      if (question.asker.principal.kind === 'auditor') await this.#note(question, read(question, answer));
      return answer;
    };
    if (kind?.kind !== 'streams' || kind.ends !== 'endless') return next.handle().pipe(mergeMap(noteAll));
    await noteAll(); // it has told everything when it returns
    return next.handle();
  }

  #note({ asker, allianceId, at }: Question, event: ReadingEvent): Promise<void> {
    return this.readings.note(asker, allianceId, at, event);
  }
}

const questionOf = (request: Admitted, name: string): Question | undefined => {
  const { allianceId, ...of } = pathOf(request);
  const { asker, at } = request;
  return asker && allianceId !== undefined ? { name, asker, allianceId, at, of } : undefined;
};

/** In which form of files it is asked for, if it is: nothing for a page of JSON. */
const formatOf = ({ url, headers }: Admitted, kind: RouteKind | undefined): string | undefined => {
  if (kind?.kind === 'streams') return kind.ends === 'whole' ? kind.mediaType : undefined;
  if (kind?.kind !== 'answers' || !kind.list) return undefined;
  const formats = { ...listFormats, ...kind.formats };
  return wantedFormat({ query: queryOf(url), headers }, formats)?.name;
};

/** Where the router begins it: some send a `#`, too. */
const queryOf = (url: string): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(url.replace(/^[^?#]*[?#]?/, '')));

/** Words that somebody searched for may be about a person, and are not kept: ids, kinds, instants and numbers are. */
const keepable = /^[\w.:-]{1,60}$/;

const exported = (
  { name: question, asker: { principal }, at, of }: Question,
  format: string,
  url: string,
): ReadingEvent => {
  const { format: _, cursor: __, ...query } = queryOf(url);
  const filter = Object.fromEntries(Object.entries(query).filter(([, value]) => keepable.test(value)));
  return happened('HistoryExported', {
    ...{ question, of, format, filter, within: hourOf(at) },
    ...(principal.kind === 'auditor' && { keyId: principal.clientId }),
    ...(principal.kind === 'person' && { unitId: principal.unitId }),
  });
};

/** Whose the matter is, the path says, or what is answered. */
const read = ({ name: question, asker: { principal }, at, of }: Question, answer?: unknown): ReadingEvent => {
  const { answer: thing } = answer instanceof Answered ? (answer as Answered<unknown>) : { answer };
  const own = typeof thing === 'object' && thing !== null && 'unitId' in thing ? thing.unitId : undefined;
  const unitId = of['unitId'] ?? (typeof own === 'string' ? own : undefined);
  return happened('MattersRead', {
    ...{ question, of, on: at.slice(0, 'yyyy-mm-dd'.length), keyId: principal.clientId },
    ...(unitId !== undefined && { unitId }),
  });
};
