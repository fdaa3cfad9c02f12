import { jsonEvent, WrongExpectedVersionError, type KurrentDBClient } from '@kurrent/kurrentdb-client';
import { isDeepStrictEqual } from 'node:util';
import { isRefused } from './greeting.js';
import type { Connection } from './connection.js';
import { readAll, readStream } from './reads.js';

/** What an account may do with a log. `shorten`: have the server forget the beginnings of streams. */
export type Rights = Readonly<{ read: boolean; append: boolean; shorten: boolean; delete: boolean }>;

/** No stream is there: what is asked on condition of it is refused, to who may do it as well, and nothing is recorded. */
const nowhere = 1n << 40n;
const [admins, settings] = ['$admins', '$settings'];

/** Tries each of them, and records nothing. @param prefix of the log's streams */
export const rightsOf = async (connection: Connection, prefix: string): Promise<Rights> => {
  const name = `${prefix}nowhere`;
  const event = jsonEvent({ type: 'Nothing', data: {} });
  const may = (asked: (client: KurrentDBClient) => Promise<unknown>) => mayAsk(connection, asked);
  return {
    read: await may((client) => all(readAll(client, { prefix, from: 'last', events_max: 1 }))),
    append: await may((client) => client.appendToStream(name, event, { streamState: nowhere })),
    shorten: await may((client) => client.setStreamMetadata(name, {}, { expectedRevision: nowhere })),
    delete: await may((client) => client.deleteStream(name, { expectedRevision: nowhere })),
  };
};

/**
 * Lets an account read the log and append to it, and leaves deleting, shortening and rights to the server's administrators: for
 * all streams of the server, since it has rules for single streams and for all, and none by prefix.
 *
 * @throws Error where the server has other rules for its streams already, or who asks is no administrator
 */
export const grantTo = async (connection: Connection, account: string): Promise<void> => {
  try {
    await setRules(connection, account);
  } catch (error) {
    throw isRefused(error) ? new Error('only an administrator of the server may grant rights') : error;
  }
};

const setRules = async (connection: Connection, account: string): Promise<void> => {
  const rules = { $userStreamAcl: rulesFor(account) };
  const [set] = await connection.ask((client) =>
    all(readStream(client, { streamId: settings, from: 'last', events_max: 1 })),
  );
  if (set && !isDeepStrictEqual(set.data, rules))
    throw new Error(`the server has rules for its streams already: ${JSON.stringify(set.data)}`);
  const { metadata = {} } = await connection.ask((client) => client.getStreamMetadata('$all'));
  const readRoles = [...new Set([...(metadata.acl?.readRoles ?? [admins]), account])];
  await connection.ask((client) => client.setStreamMetadata('$all', { ...metadata, acl: { ...metadata.acl, readRoles } }));
  if (!set) await connection.ask((client) => client.appendToStream(settings, jsonEvent({ type: 'settings', data: rules })));
}; // prettier-ignore

const rulesFor = (account: string) => {
  const [both, onlyAdmins] = [[admins, account], [admins]];
  return { $r: both, $w: both, $d: onlyAdmins, $mr: both, $mw: onlyAdmins };
};

const mayAsk = async (
  connection: Connection,
  asked: (client: KurrentDBClient) => Promise<unknown>,
): Promise<boolean> => {
  try {
    await connection.ask(asked);
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) return true;
    if (isRefused(error)) return false;
    throw error;
  }
  return true;
};

const all = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};
