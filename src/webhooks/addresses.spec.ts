import { isPublic } from './addresses.js';
import { whyNot } from './target.js';

describe('An address', () => {
  it.each([
    ['this machine', '127.0.0.1', '127.1.2.3', '::1', '0.0.0.0', '0.1.2.3', '::'],
    ['a private network', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12::1'],
    ['this link', '169.254.1.1', 'fe80::1', 'febf::1', 'fe80::1%eth0'],
    ['a cloud’s own services', '169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16', '192.0.0.192'],
    ['a carrier’s inner network', '100.64.0.1', '100.127.255.255'],
    ['many', '224.0.0.1', '239.255.255.255', 'ff02::1', '255.255.255.255'],
    ['nobody: reserved, for documents and for measurements', '240.0.0.1', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '192.88.99.1', '2001:db8::1', '100::1', '2001:2::1'], // prettier-ignore
    ['IPv4 in IPv6', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:a9fe:a9fe', '::127.0.0.1', '::8.8.8.8'],
    ['6to4', '2002:7f00:1::', '2002:808:808::1'],
    ['NAT64', '64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::a00:1'],
    ['Teredo and other tunnels', '2001:0:7f00:1::', '::ffff:0:127.0.0.1', '5f00::1'],
    ['a site as it was called once', 'fec0::1'],
    ['no number', '', 'localhost', '1.2.3', '1.2.3.4.5', '999.1.1.1'],
  ])('of %s is not public', (_, ...addresses) => expect(addresses.filter(isPublic)).toEqual([]));

  it('of the public internet is', () => {
    const all = ['8.8.8.8', '1.1.1.1', '93.184.215.14', '100.63.255.255', '100.128.0.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001:80b::200e']; // prettier-ignore
    expect(all.filter((each) => !isPublic(each))).toEqual([]);
  });
});

describe('A target', () => {
  it.each([
    'https://desk.example/hooks',
    'https://desk.example:8443/?a=b',
    'https://desk.example:1024',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://例子.中国/',
  ])('%s may be tried', (address) => expect(whyNot(address, false)).toBeUndefined());

  it.each([
    'http://desk.example/',
    'https://desk.example:22/',
    'https://desk.example:80/',
    'https://desk.example:1023/',
    'https://user:word@desk.example/',
    'https://user@desk.example/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'https://desk/',
    'https://desk.internal/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://０x7f.１/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://169.254.169.254/latest/meta-data/',
    'ftp://desk.example/',
    'https://',
  ])('%s is refused', (address) => expect(whyNot(address, false)).toEqual(expect.any(String)));

  it('may be anywhere where tests allow it, but holds no password', () => {
    expect(whyNot('http://127.0.0.1:80/', true)).toBeUndefined();
    expect(whyNot('http://user:word@127.0.0.1/', true)).toEqual(expect.any(String));
  });
});
