import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { FlagColumn, JsonColumn, ListColumn, ObjectColumn, TextColumn, WholeColumn, WordsColumn } from './columns.js';
import { columnsOf, csvLine, headerLine } from './csv.js';
import type { LocalText } from './fields.js';

class Inner {
  @TextColumn() word: string;
  @WordsColumn() title: LocalText;
}
class Item {
  @TextColumn({ nullable: true }) text: string | null;
  @WholeColumn({ nullable: true }) count: number | null;
  @FlagColumn() flag: boolean;
  @WordsColumn() title: LocalText;
  @ObjectColumn(Inner, { nullable: true }) inner: Inner | null;
  @ListColumn(Inner) list: readonly Inner[];
  @JsonColumn({ nullable: true }) json: object | null;
}
const names = 'text,count,flag,title.zh,title.en,inner.word,inner.title.zh,inner.title.en,list,json'.split(',');
const columns = columnsOf(Item);
const nothing = { text: null, count: null, flag: false, title: {}, inner: null, list: [], json: null };
const cellsOf = (item: object): string[] => parse(csvLine(columns, item))[0]!;

describe('A line of a table', () => {
  it('has a cell for each field, and for each field within one', () => {
    expect(headerLine(columns)).toBe(`${names.join(',')}\r\n`);
    const inner = { word: 'w', title: { en: 'one, two' } };
    const item = {
      ...nothing,
      text: 'a',
      count: -5,
      flag: true,
      title: { zh: '联建' },
      inner,
      list: [inner],
      json: { a: 1 },
    };
    expect(cellsOf(item)).toEqual([
      ...['a', '-5', 'true', '联建', '', 'w', '', 'one, two'],
      ...[JSON.stringify([inner]), '{"a":1}'],
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '=cmd|"/C calc"!A0'])(
    'is no formula for a spreadsheet: %j',
    (text) => expect(cellsOf({ ...nothing, text })[0]).toBe(`'${text}`),
  );

  it('reads back as what was written, whatever the words are', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', ' ', ';', "'", 'x') }),
        (text, zh) => {
          const cells = cellsOf({ ...nothing, text, title: { zh } });
          expect(cells).toHaveLength(names.length);
          for (const [cell, said] of [
            [cells[0]!, text],
            [cells[3]!, zh],
          ] as const)
            expect(cell === `'${said}` ? /^[=+\-@\t\r\n＝＋－＠]/.test(said) : cell === said).toBe(true);
        },
      ),
    ));
});
