import pg from 'pg';

/**
 * A connection whose end is never an error that nobody hears, which would end the process: between the moment when a
 * pool hands it over and the moment when whoever asked for it listens, there is room for the server's last word.
 */
export class HeardClient extends pg.Client {
  constructor(settings?: string | pg.ClientConfig) {
    super(settings);
    this.on('error', () => undefined); // whoever asks something over it hears of it
  }
}
