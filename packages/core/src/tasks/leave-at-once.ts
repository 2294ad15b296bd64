/**
 * A stream that can be left while its next item is waited for, as a cancelled stream of a web server is (Node's `destroy`
 * throws into it): a generator alone would first go on to that item, sleeping, asking and buying. `left` is what its pauses
 * listen to.
 */
export function leaveAtOnce<Item>(
  stream: AsyncGenerator<Item, void, undefined>,
  left: AbortController,
): AsyncGenerator<Item, void, undefined> {
  for (const way of ['return', 'throw'] as const) {
    const leave = stream[way].bind(stream);
    stream[way] = (value: void) => {
      left.abort();
      return leave(value);
    };
  }
  return stream;
}
