import type { INestApplication } from '@nestjs/common';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchema, ValidateFunction } from 'ajv';
import { openApi } from '../../src/description/openapi.js';
import { isInstant } from '../../src/platform/fields.js';
import type { Schema } from '../from-schema.js';
import { described, type Operation } from '../requests.js';

type Checked = ValidateFunction | undefined;
/** What may be answered with a status: the forms of the body, and the headers. */
export type Declared = Readonly<{
  forms: ReadonlyMap<string, Checked>;
  headers: ReadonlyMap<string, ValidateFunction>;
}>;
export type Described = Operation & Readonly<{ at: RegExp; answers: ReadonlyMap<number, Declared> }>;

/** Every operation, and by what its answers are judged: the description of this very application. */
export const describedBy = (app: INestApplication) => {
  const { operations, schemas } = described(app);
  const document = openApi(app, new Map());
  const ajv = new Ajv2020({ strict: false, allErrors: false, formats });
  ajv.addSchema({ $id: 'described', components: document.components } as AnySchema);
  const found = ({ $ref }: Schema): any =>
    $ref.split('/').slice(1).reduce((part: any, name: string) => part[name], document); // prettier-ignore
  const whole = (one: Schema): Schema => ('$ref' in one ? found(one) : one);
  const checks = new Map<string, ValidateFunction>();
  const check = (schema: Schema): ValidateFunction => {
    const text = JSON.stringify(schema).replaceAll('"#/', '"described#/');
    const known = checks.get(text) ?? ajv.compile(JSON.parse(text));
    checks.set(text, known);
    return known;
  };
  const declared = (response: Schema): Declared => {
    const { content = {}, headers = {} } = whole(response);
    return {
      forms: new Map(
        Object.entries<Schema>(content).map(([form, { schema }]) => [form, isJson(form) ? check(schema) : undefined]), // prettier-ignore
      ),
      headers: new Map(
        Object.entries<Schema>(headers).map(([name, one]) => [name.toLowerCase(), check(whole(one)['schema'])]),
      ),
    };
  };
  const all = operations.map((operation): Described => {
    const responses = (document.paths as any)[operation.path][operation.method.toLowerCase()].responses;
    const answers = Object.entries<Schema>(responses).map(([status, one]) => [Number(status), declared(one)] as const);
    return { ...operation, at: patternOf(operation.path), answers: new Map(answers) };
  });
  return { operations: all, schemas, problem: check({ $ref: '#/components/schemas/Problem' }) };
};

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);

export const isJson = (form: string): boolean => /[/+]json$/.test(form);

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const formats = {
  uuid,
  'date-time': isInstant,
  date: (text: string) => isInstant(`${text}T00:00:00.000Z`),
  'time-zone': (text: string) => text.length > 1,
  email: /^\S+@\S+$/,
  uri: (text: string) => URL.canParse(text),
  'uri-reference': (text: string) => URL.canParse(text, 'http://here'),
  int32: true,
  int64: true,
} as const;
