/**
 * A stream that can be left while its next item is waited for, as a cancelled stream of a web server is: a generator alone
 * would first go on to that item, sleeping, asking and buying. `left` is what its pauses listen to.
 */
export function leaveAtOnce<Item>(
  stream: AsyncGenerator<Item, void, undefined>,
  left: AbortController,
): AsyncGenerator<Item, void, undefined> {
  const leave = stream.return.bind(stream);
  stream.return = (value) => {
    left.abort();
    return leave(value);
  };
  return stream;
}
