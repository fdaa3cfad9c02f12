/** What a value takes that is no text, in characters. */
const plain = 4;

/** About how much memory a value takes that came as JSON, in characters. */
export const weightOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length;
  let sum = plain;
  if (typeof value === 'object' && value !== null)
    for (const each of Array.isArray(value) ? value : Object.values(value)) sum += weightOf(each);
  return sum;
};
