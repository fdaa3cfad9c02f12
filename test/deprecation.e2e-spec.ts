import { Controller, type INestApplication } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Answered } from '#nest-event-sourcing';
import { openApi } from '../src/description/openapi.js';
import { AnswerInterceptor } from '../src/platform/answer-interceptor.js';
import { Deprecated } from '../src/platform/deprecation.js';
import { Text } from '../src/platform/fields.js';
import { Answers, AnswersList } from '../src/platform/routes.js';

class Thing {
  @Text(1, 20) readonly name: string;
}
const going = { since: '2027-01-01', sunset: '2027-09-01', instead: '/v2/things' };

@Controller('v1/things')
class ThingsController {
  @Answers('live', Thing)
  @Deprecated(going)
  getLive() {
    return { name: 'old' };
  }

  @AnswersList('', Thing)
  @Deprecated(going)
  getReady() {
    return new Answered({ items: [], next: 'abc' }, 7);
  }

  @Answers('me', Thing)
  getMe() {
    return { name: 'new' };
  }
}

let app: INestApplication;
let url: string;
beforeAll(async () => {
  const module = await Test.createTestingModule({
    controllers: [ThingsController],
    providers: [{ provide: APP_INTERCEPTOR, useClass: AnswerInterceptor }],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterAll(() => app.close());

const said = async (path: string) => {
  const { headers } = await fetch(`${url}/v1/things${path}`);
  return ['deprecation', 'sunset', 'link'].map((name) => headers.get(name));
};

it('A deprecated route says since when, until when and what to use instead, as RFC 9745 and RFC 8594 spell it', async () => {
  const successor = '</v2/things>; rel="successor-version"';
  expect(await said('/live')).toEqual(['@1798761600', 'Wed, 01 Sep 2027 00:00:00 GMT', successor]);
  expect(await said('')).toEqual([
    ...['@1798761600', 'Wed, 01 Sep 2027 00:00:00 GMT'],
    `${successor}, </v1/things?cursor=abc>; rel="next"`,
  ]);
  expect(await said('/me')).toEqual([null, null, null]);
});

it('A deprecated route is described as such', () => {
  const { paths, components } = openApi(app, new Map([['ThingsController.getLive', 'Read it.']]));
  const [old, current] = [paths['/v1/things/live']!.get!, paths['/v1/things/me']!.get!];
  expect([old.deprecated, current.deprecated]).toEqual([true, undefined]);
  expect(old.description).toMatch(
    /^Read it\.[^]*\n\nDeprecated since 2027-01-01; ends on 2027-09-01\. Use `\/v2\/things`\.$/,
  );
  expect(Object.keys((old.responses as any)[200].headers)).toEqual(expect.arrayContaining(['Deprecation', 'Sunset']));
  expect(Object.keys(components!.headers!)).toEqual(expect.arrayContaining(['Deprecation', 'Sunset']));
});

it('A route does not go from one day to the next', () => {
  expect(() => Deprecated({ ...going, sunset: '2027-03-01' })).toThrow('six months');
});
