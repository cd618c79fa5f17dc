/** Bytes as a file or a connection brings them: cut anywhere. The memory of a piece is used again for the next one. */
export async function* inPieces(
  bytes: Uint8Array,
  cuts: readonly number[],
): AsyncGenerator<Uint8Array> {
  const memory = Buffer.alloc(bytes.length);
  const ends = [...cuts, bytes.length].filter((cut) => cut <= bytes.length).sort((a, b) => a - b);
  let from = 0;
  for (const end of ends) {
    memory.set(bytes.subarray(from, end));
    yield memory.subarray(0, end - from);
    from = end;
  }
}

/** Everything that comes one by one. */
export async function allOf<One>(source: AsyncIterable<One>): Promise<One[]> {
  const all: One[] = [];
  for await (const one of source) all.push(one);
  return all;
}
