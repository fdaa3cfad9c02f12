import { namedId } from './uuid.js';

const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('A named id', () => {
  it("is RFC 9562's UUIDv5", () => {
    expect(namedId('www.example.com', dns)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
    expect(namedId('', dns)).toBe('4ebd0208-8328-5d69-8c44-ec50939c0967');
    expect(namedId('联建', dns)).toBe(namedId('联建', dns.toUpperCase()));
  });

  it.each(['', 'www.example.com', dns.slice(1), dns.replace('b', 'g')])('has no namespace %j', (namespace) =>
    expect(() => namedId('x', namespace)).toThrow(TypeError),
  );
});
