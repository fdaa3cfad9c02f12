import { Controller, Get, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { lastValueFrom, map, of } from 'rxjs';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Acts } from './routes.js';
import { WayOut, type OnWayOut } from './way-out.js';

@Controller('things')
class ThingsController {
  @Get()
  getThings() {
    return { said: 'things' };
  }
  @Acts('lost')
  loseThing(): never {
    throw new Error('lost');
  }
  @Acts('found')
  findThing() {
    return { said: 'found' };
  }
}

const wrapped = (name: string, answer: unknown) => ({ said: `${name}(${(answer as { said: string }).said})` });
const noted: unknown[] = [];
/** For all routes, and at once. */
const first: OnWayOut = {
  concerns: () => true,
  intercept: (_, next) => next.handle().pipe(map((answer) => wrapped('first', answer))),
};
/** For what writes, and later. */
const second: OnWayOut = {
  concerns: (kind) => kind?.kind === 'acts',
  intercept: async (_, next) => {
    const answer = lastValueFrom(next.handle());
    answer.catch((error: unknown) => noted.push(error));
    return of(wrapped('second', await answer));
  },
};

@Module({
  controllers: [ThingsController],
  providers: [{ provide: APP_INTERCEPTOR, useValue: new WayOut([first, second]) }],
})
class ThingsModule {}

const answerOf = async (method: 'GET' | 'POST', path: string) => {
  const module = await Test.createTestingModule({ imports: [ThingsModule] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  const answer = await fetch(`${await app.getUrl()}${path}`, { method });
  const said = [answer.status, await answer.text()];
  await app.close();
  return said;
};

it('An answer passes what concerns its route, from the inside out', async () => {
  expect(await answerOf('POST', '/things/found')).toEqual([200, '{"said":"first(second(found))"}']);
});

it('What does not concern a route leaves its answers alone', async () => {
  expect(await answerOf('GET', '/things')).toEqual([200, '{"said":"first(things)"}']);
});

it('What is thrown passes them, too', async () => {
  expect((await answerOf('POST', '/things/lost'))[0]).toBe(500);
  expect(noted).toEqual([new Error('lost')]);
});
