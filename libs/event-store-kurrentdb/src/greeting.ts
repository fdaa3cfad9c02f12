import { Unanswered } from '#event-sourcing';
import { isCommandError } from '@kurrent/kurrentdb-client';
import { existsSync } from 'node:fs';
import { addressOf } from './address.js';
import { Connection } from './connection.js';
import { knock } from './knock.js';
import { readAll } from './reads.js';

/**
 * A connection over which the log was read once, as the application will: what is wrong with the address, the certificate or the
 * account is told of at the start.
 *
 * @param prefix of the log's streams
 * @throws Error in words for who runs it, which name the nodes and not the account
 */
export const connected = async (url: string, prefix: string): Promise<Connection> => {
  const { caFile } = addressOf(url);
  if (caFile && !existsSync(caFile)) throw new Error(`there is no file ${caFile}, which tlsCaFile names for KurrentDB`);
  const connection = new Connection(url);
  try {
    await connection.ask(async (client) => {
      for await (const _ of readAll(client, { prefix, from: 'last', events_max: 1 })) break;
    });
    return connection;
  } catch (error) {
    await connection.close();
    throw await inWords(error, url); // and without a cause, which may hold the whole address
  }
};

const inWords = async (error: unknown, url: string): Promise<Error> => {
  const { nodes, ...how } = addressOf(url);
  const said = error instanceof Unanswered ? await Promise.all(nodes.map((node) => knock(node, how))) : [];
  const names = nodes.map(({ host, port }, n) => `${host}:${port}${said[n] ? ` (${said[n]})` : ''}`);
  const why = said.some((each) => each !== undefined) ? '' : `: ${wordsOf(error)}`;
  return new Error(`the log cannot be read in KurrentDB at ${names.join(', ')}${why}`);
};

/** gRPC's codes for who is not known, and for who may not. */
const [unauthenticated, permissionDenied] = [16, 7];

/** Whether the server knows the account by its password, and does not let it do what was asked. */
export const isRefused = (error: unknown): boolean => {
  if (!(error instanceof Error) || !isCommandError(error) || error.code === unauthenticated) return false;
  return error.code === permissionDenied || error.type === 'access-denied';
};

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof Unanswered && error.cause instanceof Error) return `${error.message} (${error.cause.message})`;
  if (isRefused(error)) return 'the account may not read $all; docs/deployment.md says which rights it needs';
  if (isCommandError(error) && error.code === unauthenticated) return 'it knows no such user with this password';
  return error.message;
};
