import fc from 'fast-check';
import ICAL from 'ical.js';
import { component, text } from './ical.js';

const file = (words: string) =>
  component('VCALENDAR', [
    ['VERSION', '2.0'],
    ['X-WORDS', text(words)],
  ]);

it('What members write stays one value, whatever it holds', () =>
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(...'\\;,:"\r\n\t ^', 'n', 'N', '联', '😀', '\u2028', 'BEGIN:VEVENT', '\0', 'é'),
        maxLength: 200,
      }),
      (words) => {
        const written = file(words);
        for (const line of written.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n\0]/);
          expect(line.isWellFormed()).toBe(true);
        }
        const calendar = new ICAL.Component(ICAL.parse(written) as never);
        expect(calendar.getAllSubcomponents()).toHaveLength(0);
        expect(calendar.getAllProperties()).toHaveLength(2);
        const read = String(calendar.getFirstPropertyValue('x-words'))
          .replaceAll(/\\([\\;,])/g, '$1')
          .replaceAll('\\n', '\n');
        const plain = (value: string) => value.replaceAll(/[\s\0\\n]/gi, '');
        expect(plain(read)).toBe(plain(words.replaceAll('\u2028', '\n')));
      },
    ),
  ));
