import { isDatabaseUnavailable } from '#nest-event-sourcing';

/** The OpenID provider gave no answer that can be used. Nothing is wrong with the request: it may come again. */
export class ProviderUnavailable extends Error {}

/** Whether a question to the database or the provider got no answer, and may get one when it is asked again. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof ProviderUnavailable || isDatabaseUnavailable(error);
