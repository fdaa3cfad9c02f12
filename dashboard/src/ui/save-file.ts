/** Gives an answer of the API to whoever wants to keep it, as a file. */
export const saveFile = (name: string, answer: unknown): void => {
  const href = URL.createObjectURL(new Blob([JSON.stringify(answer, null, 2)], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href, download: name }).click();
  URL.revokeObjectURL(href);
};
