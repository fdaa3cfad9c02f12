import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { connected } from './greeting.js';

// Both of localhost, and by itself: for a hundred years, and for the first day of 2025.
const valid = `-----BEGIN CERTIFICATE-----
MIIBWjCCAQCgAwIBAgICEAIwCgYIKoZIzj0EAwIwEDEOMAwGA1UEAwwFdmFsaWQw
IBcNMjUwMTAxMDAwMDAwWhgPMjEyNTAxMDEwMDAwMDBaMBAxDjAMBgNVBAMMBXZh
bGlkMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEu1O1PURl1RteRhcBcjC5A4+M
qb6rgydQ7KAxXE97rMvJwofDQx8z0wHJr26U4f82XiRUhaVbOKl+fWPuUC8n4KNI
MEYwFAYDVR0RBA0wC4IJbG9jYWxob3N0MA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0O
BBYEFI29PVrQfHey8RbDZV0F8hcxWsOtMAoGCCqGSM49BAMCA0gAMEUCIQDqEH7r
WcTn3BE2U0rstSnaaf6Uel0zmGisWGk5FeUzPwIgcimh7uvgIHzvnwstRi59INOy
VG4qGZthdUlPDg8FWVI=
-----END CERTIFICATE-----`;
const expired = `-----BEGIN CERTIFICATE-----
MIIBXDCCAQKgAwIBAgICEAEwCgYIKoZIzj0EAwIwEjEQMA4GA1UEAwwHZXhwaXJl
ZDAeFw0yNTAxMDEwMDAwMDBaFw0yNTAxMDIwMDAwMDBaMBIxEDAOBgNVBAMMB2V4
cGlyZWQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS7U7U9RGXVG15GFwFyMLkD
j4ypvquDJ1DsoDFcT3usy8nCh8NDHzPTAcmvbpTh/zZeJFSFpVs4qX59Y+5QLyfg
o0gwRjAUBgNVHREEDTALgglsb2NhbGhvc3QwDwYDVR0TAQH/BAUwAwEB/zAdBgNV
HQ4EFgQUjb09WtB8d7LxFsNlXQXyFzFaw60wCgYIKoZIzj0EAwIDSAAwRQIhAPTW
wlipUfwSilNTQZhHT9iIDC7alvgOmkQvqss818tDAiA4rGQonePJ8hyyqI7qP4TZ
G7PeqrszkGxr6nYd/iiKuQ==
-----END CERTIFICATE-----`;
const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgarAvZJUWy8SOTW7O
MD5ZCdNkXN8IU+XK4XXKqmtZ3DOhRANCAAS7U7U9RGXVG15GFwFyMLkDj4ypvquD
J1DsoDFcT3usy8nCh8NDHzPTAcmvbpTh/zZeJFSFpVs4qX59Y+5QLyfg
-----END PRIVATE KEY-----`;

const servers: Server[] = [];
/** A server that answers every read with an error. @returns its port */
const refusing = async (code: number, how: ServerCredentials): Promise<number> => {
  const server = new Server();
  servers.push(server);
  const read = (call: ServerWritableStream<unknown, unknown>) => call.emit('error', { code, details: 'Refused' });
  server.addService(streams.StreamsService, { read });
  return new Promise((done, failed) =>
    server.bindAsync('localhost:0', how, (error, port) => (error ? failed(error) : done(port))),
  );
};
const plain = ServerCredentials.createInsecure();
const encrypted = (certificate: string) =>
  ServerCredentials.createSsl(null, [{ private_key: Buffer.from(privateKey), cert_chain: Buffer.from(certificate) }]);

const folder = mkdtempSync(join(tmpdir(), 'lianjian-test-'));
const caFile = join(folder, 'ca.crt');
writeFileSync(caFile, expired);
const [unauthenticated, permissionDenied] = [16, 7];
const [stranger, guest, old, other] = await Promise.all([
  refusing(unauthenticated, plain),
  refusing(permissionDenied, plain),
  refusing(permissionDenied, encrypted(expired)),
  refusing(permissionDenied, encrypted(valid)),
]);
afterAll(() => {
  for (const server of servers) server.forceShutdown();
  rmSync(folder, { recursive: true });
});

it.concurrent.each([
  ['an account that is not known', `${stranger}?tls=false`, 'it knows no such user with this password'],
  ['an account that may not read', `${guest}?tls=false`, 'the account may not read $all'],
  ['a certificate that has expired', `${old}?tlsCaFile=${caFile}`, 'its certificate has expired'],
  ['a certificate of a stranger', `${other}?tls=true`, 'nobody who is trusted here vouches for its certificate'],
  ['TLS where none is expected', `${other}?tls=false`, 'it speaks TLS'],
  ['none where it is expected', `${guest}?tlsCaFile=${caFile}`, 'it speaks no TLS'],
  ['nobody', '1?tls=false', 'nobody listens there'],
  ['no such file', `${other}?tlsCaFile=${folder}/none`, 'there is no file'],
])('Who begins with %s is told so, without a password', async (_, rest, words) => {
  const error: Error = await connected(`kurrentdb://somebody:pass-word@localhost:${rest}`, 'log.').then(
    () => Promise.reject(new Error('it connected')),
    (reason: Error) => reason,
  );
  expect(error.message).toContain(words);
  expect(inspect(error, { depth: null })).not.toMatch(/pass-word|somebody/);
});
