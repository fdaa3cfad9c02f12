/**
 * Arrays as PostgreSQL's binary protocol has them: the driver sends a Buffer as it is. As texts they take it three times as
 * long, because every quotation mark of every body is escaped, and the server reads each of them again.
 */

const oids = { text: 25, int4: 23, uuid: 2950 };
const head_bytes = 20;
const length_bytes = 4;
const uuid_bytes = 16;
const int_bytes = 4;

export const texts = (values: readonly string[]): Buffer => {
  const bytes = values.reduce((sum, value) => sum + length_bytes + Buffer.byteLength(value), 0);
  const array = headed(oids.text, values.length, bytes);
  let at = head_bytes;
  for (const value of values) {
    const written = array.write(value, at + length_bytes);
    array.writeInt32BE(written, at);
    at += length_bytes + written;
  }
  return array;
};

/** @throws RangeError for what is no 32-bit integer */
export const ints = (values: readonly number[]): Buffer => {
  const array = headed(oids.int4, values.length, values.length * (length_bytes + int_bytes));
  let at = head_bytes;
  for (const value of values) {
    if ((value | 0) !== value) throw new RangeError(`${value} is no integer of 32 bits`);
    at = array.writeInt32BE(value, array.writeInt32BE(int_bytes, at));
  }
  return array;
};

export const uuids = (values: readonly string[]): Buffer => {
  const array = headed(oids.uuid, values.length, values.length * (length_bytes + uuid_bytes));
  let at = head_bytes;
  for (const value of values) {
    const written = array.write(value.replaceAll('-', ''), array.writeInt32BE(uuid_bytes, at), 'hex');
    if (written !== uuid_bytes) throw new RangeError(`${value} is no UUID`);
    at += length_bytes + uuid_bytes;
  }
  return array;
};

/** One dimension, nothing null, counted from 1. */
const headed = (oid: number, length: number, bytes: number): Buffer => {
  const array = Buffer.allocUnsafe(head_bytes + bytes);
  for (const [n, each] of [1, 0, oid, length, 1].entries()) array.writeInt32BE(each, n * int_bytes);
  return array;
};
