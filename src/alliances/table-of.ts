import type { EntityManager } from 'typeorm';

/** The table of a read model, as a statement names it. */
export const tableOf = (db: EntityManager, row: new () => object): string =>
  `"${db.connection.getMetadata(row).tablePath.replace('.', '"."')}"`;
