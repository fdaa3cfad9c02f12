import { generateKeyPair, SignJWT } from 'jose';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startApp } from '../app.js';
import { audience, seconds } from '../identity-provider.js';

it.each(['nonsense', '{"keys":"none"}', '{"keys":[1]}', '[]'])(
  'A provider whose keys are %s lets nobody in, and it is said whose fault that is',
  async (keys) => {
    const provider = createServer((request, response) => {
      const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
      const metadata = { issuer, jwks_uri: `${issuer}/keys`, authorization_endpoint: issuer, token_endpoint: issuer };
      response.setHeader('content-type', 'application/json');
      response.end(request.url === '/keys' ? keys : JSON.stringify(metadata));
    }).listen(0, '127.0.0.1');
    await once(provider, 'listening');
    const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    const app = await startApp({ env: { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } });
    try {
      const { privateKey } = await generateKeyPair('RS256');
      const token = await new SignJWT({ iss: issuer, aud: audience, sub: 'wang', iat: seconds(), exp: seconds() + 60 })
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .sign(privateKey);
      const { status, headers } = await app.withKey(token).get('/v1/me');
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
      expect((await app.operator.get('/v1/me')).status).toBe(200);
    } finally {
      await app.close();
      provider.close();
    }
  },
);
