import fc from 'fast-check';
import { depth_max, parseJson, values_max } from './json-body.js';

const parse = (text: string) => parseJson(Buffer.from(text));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('A body', () => {
  it('is what JSON.parse makes of it, whatever it holds', () => {
    const names = fc.string({ unit: 'binary' }).filter((name) => name !== '__proto__');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.string({ unit: 'binary' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree')),
        fc.dictionary(names, tie('tree'), { noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.integer({ min: 0, max: 2 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('nests no deeper than its bound, and 10,000 levels are refused without following them', () => {
    expect(() => parse(nested(depth_max))).not.toThrow();
    for (const depth of [depth_max + 1, 10_000, 100_000])
      expect(() => parse(nested(depth))).toThrow(`nests more than ${depth_max} deep`);
    expect(() => parse('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000))).toThrow('nests more than');
  });

  it('holds no more values than its bound', () => {
    expect(() => parse(`[${'1,'.repeat(values_max)}1]`)).not.toThrow();
    expect(() => parse(`[${'1,'.repeat(1_000_000)}1]`)).toThrow(`holds more than ${values_max} values`);
  });

  it('holds no number that goes on and on', () => {
    expect(() => parse(`[${'9'.repeat(31)}]`)).toThrow('holds a number of more than 30 digits');
    expect(parse('[-1.5e+300, 1]')).toEqual([-1.5e300, 1]);
  });

  it.each(['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"b":{"a":1,"x":[{"a":1}],"a":1}}', '{"":1, "":2}'])(
    'names nothing twice: %s',
    (text) => expect(() => parse(text)).toThrow('names something twice'),
  );
  it('names the same in two objects, and says the same twice', () => {
    const text = '{"a":{"a":["a","a"]},"b":[{"a":"b"},{"a":"\\"a\\":"}]}';
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each(['{"__proto__":{}}', '{"a":[{"\\u005f_proto__":1}]}'])('names no __proto__: %s', (text) => {
    expect(() => parse(text)).toThrow('holds a name that no object may have');
  });

  it('is UTF-8, and JSON; what it said is not said again', () => {
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow('The body is not UTF-8.');
    for (const text of ['{"name": Zhang', '"Zhang', '{"Zhang"', ']Zhang', 'NaN', '{,}', '"\\', '[1 2]'])
      expect(() => parse(text)).toThrow(/^The body is no JSON\.$/);
    expect(() => parse('')).toThrow('The body is empty');
  });

  it('is read in a time that grows with its length and no faster', () => {
    const began_ms = performance.now();
    for (const text of [
      '"' + '\\"'.repeat(130_000),
      '"'.repeat(262_143),
      '{'.repeat(262_000),
      '[' + '-'.repeat(262_000),
    ])
      expect(() => parse(text)).toThrow();
    expect(performance.now() - began_ms).toBeLessThan(1_000);
  });
});
