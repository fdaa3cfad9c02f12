import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTHeaderParameters } from 'jose';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const audience = 'https://lianjian.test/api';
export const client = { id: 'lianjian', secret: 'a-secret-of-the-client-that-nobody-may-see' };
/** Software of somebody else, which brings access tokens. */
const desk = 'desk';

type Key = Readonly<{ kid: string; alg: string; privateKey: CryptoKey }>;
export type IdentityProvider = Awaited<ReturnType<typeof startProvider>>;

/** A real OpenID provider, whose signing keys the test holds too, so that it can sign what no provider would. */
export const startProvider = async () => {
  let server: Server;
  let keys: readonly Key[] = [await newKey('RS256')];
  let port = 0;
  let redirects: readonly string[] = ['http://localhost/unknown'];
  const issuer = () => `http://127.0.0.1:${port}`;
  const start = async (): Promise<void> => {
    server = createServer((request, response) => void handle(request, response));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
    const handle = (await provider(issuer(), keys, redirects)).callback();
  };
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  await start();
  return {
    issuer: issuer(),
    start,
    stop,
    /** Where it sends browsers back to. */
    redirectTo: async (...urls: readonly string[]) => {
      redirects = urls;
      await stop();
      await start();
    },
    /** Signs with another key from now on, and shows only that one. */
    rotate: async (alg = 'ES256') => {
      keys = [await newKey(alg)];
      await stop();
      await start();
    },
    /** A token as its signing key makes it, with whatever is wanted in it. */
    signed: (
      payload: Readonly<Record<string, unknown>> = {},
      header: Partial<JWTHeaderParameters> = {},
      by = keys[0]!,
    ) =>
      new SignJWT({
        ...{ iss: issuer(), aud: audience, sub: 'wang', client_id: desk, scope: 'x', jti: crypto.randomUUID() },
        ...{ iat: seconds(), exp: seconds() + 3_600 },
        ...payload,
      })
        .setProtectedHeader({ alg: by.alg, kid: by.kid, typ: 'at+jwt', ...header })
        .sign(by.privateKey, { crit: { 'urn:test:must': true } }),
    key: () => keys[0]!,
  };
};

export const seconds = (): number => Math.floor(Date.now() / 1_000);

export const newKey = async (alg: string): Promise<Key> => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid: crypto.randomUUID(), alg, privateKey };
};

const provider = async (issuer: string, keys: readonly Key[], redirect_uris: readonly string[]) => {
  const [{ alg }] = keys as [Key];
  const jwks = await Promise.all(
    keys.map(async ({ privateKey, ...key }) => ({ ...(await exportJWK(privateKey)), ...key, use: 'sig' })),
  );
  const shared = { redirect_uris, id_token_signed_response_alg: alg };
  const made = await quietly(async () => {
    // @ts-expect-error It comes without types.
    const { Provider } = await import('oidc-provider');
    return new Provider(issuer, {
      jwks: { keys: jwks },
      clients: [
        { client_id: client.id, client_secret: client.secret, ...shared },
        { client_id: desk, token_endpoint_auth_method: 'none', ...shared },
      ],
      cookies: { keys: ['test'] },
      ttl: {
        AccessToken: 3_600,
        AuthorizationCode: 60,
        Grant: 3_600,
        IdToken: 3_600,
        Interaction: 600,
        Session: 3_600,
      },
      pkce: { required: () => true },
      findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
      features: {
        devInteractions: { enabled: true },
        resourceIndicators: {
          enabled: true,
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({ scope: 'x', audience, accessTokenFormat: 'jwt', jwt: { sign: { alg } } }),
        },
      },
    });
  });
  made.on('server_error', (_: unknown, error: Error) => console.error(error));
  return made;
};

/** It warns of all that a provider should not be outside of tests. */
const quietly = async <T>(work: () => Promise<T>): Promise<T> => {
  const { warn, info } = console;
  try {
    Object.assign(console, { warn: () => undefined, info: () => undefined });
    return await work();
  } finally {
    Object.assign(console, { warn, info });
  }
};

/** A browser as far as the sign-in needs one: it keeps the cookies of each host, and follows where it is sent. */
export class Browser {
  readonly #jar = new Map<string, Map<string, string>>();

  /** @param elsewhere where hosts are that have no address: behind a proxy that ends TLS */
  constructor(private readonly elsewhere: Readonly<Record<string, string>> = {}) {}

  cookies = (url: string): string =>
    [...(this.#jar.get(new URL(url).host) ?? [])].map((each) => each.join('=')).join('; ');
  set = (url: string, name: string, value: string): void => void this.#of(url).set(name, value);

  async ask(
    url: string,
    { form, headers = {} }: { form?: Record<string, string>; headers?: Record<string, string> } = {},
  ) {
    const { origin } = new URL(url);
    const response = await fetch(url.replace(origin, this.elsewhere[origin] ?? origin), {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        cookie: this.cookies(url),
        'sec-fetch-site': 'same-origin',
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(form && { body: new URLSearchParams(form).toString() }),
    });
    for (const each of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(each)) this.#of(url).delete(name);
      else this.#of(url).set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text(), url };
  }

  /** Follows redirects, up to one that leads to `until`. */
  async follow(url: string, until?: RegExp) {
    let answer = await this.ask(url);
    for (let hops = 0; hops < 20; hops++) {
      const to = answer.headers.get('location');
      if (!to || answer.status < 300 || answer.status > 399) return answer;
      const next = new URL(to, answer.url).href;
      if (until?.test(next)) return { ...answer, url: next };
      answer = await this.ask(next);
    }
    throw new Error(`too many redirects: ${answer.url}`);
  }

  /** Goes through the provider's own pages as this person, up to where it sends the browser back. */
  async consent(begin: string, login: string, until: RegExp): Promise<string> {
    let answer = await this.follow(begin, until);
    for (let pages = 0; pages < 4 && !until.test(answer.url); pages++) {
      const [, action = ''] = /<form[^>]* action="([^"]+)"/.exec(answer.text) ?? [];
      const [, prompt = ''] = /name="prompt" value="([^"]+)"/.exec(answer.text) ?? [];
      const posted = await this.ask(new URL(action, answer.url).href, { form: { prompt, login, password: 'x' } });
      answer = await this.follow(new URL(posted.headers.get('location') ?? '', posted.url).href, until);
    }
    return answer.url;
  }

  #of(url: string): Map<string, string> {
    const { host } = new URL(url);
    return this.#jar.get(host) ?? this.#jar.set(host, new Map()).get(host)!;
  }
}
