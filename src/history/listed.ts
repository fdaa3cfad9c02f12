/** The items of a list in JSON. */
export async function* listed(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let before = '\n';
  for await (const items of pages) {
    if (items.length === 0) continue;
    yield before + items.map((each) => JSON.stringify(each)).join(',\n');
    before = ',\n';
  }
}
